package io.twinfeed.read;

import io.twinfeed.spec.Source;
import io.twinfeed.spec.Text;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of a table that a file names nowhere, and that are not read. */
final class UnnamedColumns {
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^\\p{L}\\p{N}_$#]+");

  private UnnamedColumns() {}

  /**
   * @param labels all columns of the source
   * @return none for a query, and for a table of which all columns are read
   */
  static List<String> of(Source source, List<String> labels) {
    if (source.table() == null || source.columns().isEmpty()) {
      return List.of();
    }
    // A condition knows of a column, too
    String where = source.where() == null ? "" : source.where().text();
    Set<String> named =
        Stream.concat(source.columns().stream().map(Text::text), NOT_IN_NAMES.splitAsStream(where))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return labels.stream()
        .filter(label -> !named.contains(label.toLowerCase(Locale.ROOT)))
        .toList();
  }
}
