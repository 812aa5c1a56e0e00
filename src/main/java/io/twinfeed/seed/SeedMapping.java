package io.twinfeed.seed;

import io.twinfeed.issue.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mapping file: which columns of a row go where in a twin.
 *
 * @param entries in the order of the file
 */
public record SeedMapping(List<Entry> entries) {
  public SeedMapping {
    entries = List.copyOf(entries);
  }

  /**
   * One value.
   *
   * @param column null for the id of the twin, {@code $FILENAME}
   * @param path the names from the twin to the property, at least one
   * @param type as the file spells it; null if it does not say
   * @param targetPlace where the target stands
   * @param typePlace where the type stands; that of the target if there is none
   */
  public record Entry(
      @Nullable String column,
      List<String> path,
      @Nullable String type,
      Place targetPlace,
      Place typePlace) {
    public Entry {
      path = List.copyOf(path);
    }

    /** As a pipeline file writes it: {@code nameplate.serial}. */
    public String property() {
      return String.join(".", path);
    }
  }
}
