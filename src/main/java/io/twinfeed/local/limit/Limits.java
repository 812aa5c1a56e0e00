package io.twinfeed.local.limit;

import com.fasterxml.jackson.core.type.TypeReference;
import io.twinfeed.local.document.Documents;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client may do within a second, and how much there may be; null is without a limit.
 *
 * <p>A class of requests may use what a second allows at once, and then has to wait for more; a
 * twin has an allowance of its own ({@code perTwinBurst}).
 *
 * @param twinReads reads of twins, components and relationships, one or many
 * @param twinPatches patches of twins, components and relationships
 * @param createsAndDeletes of twins and relationships
 * @param queryUnits the sum of the charges of all queries
 * @param perTwin writes of one twin and of its relationships in both directions
 * @param perTwinBurst how many of those may come at once after a pause
 * @param twins how many there may be
 * @param relationshipsPerTwin how many may leave one, and how many may arrive
 */
public record Limits(
    @Nullable Double twinReads,
    @Nullable Double twinPatches,
    @Nullable Double createsAndDeletes,
    @Nullable Double queries,
    @Nullable Double queryUnits,
    @Nullable Double models,
    @Nullable Double eventRoutes,
    @Nullable Double jobs,
    @Nullable Double perTwin,
    @Nullable Double perTwinBurst,
    @Nullable Integer twins,
    @Nullable Integer relationshipsPerTwin) {

  /** As fast as this machine is. */
  public static final Limits NONE =
      new Limits(null, null, null, null, null, null, null, null, null, null, null, null);

  /**
   * What is documented of the service (adt-service.md §2.1, §2.2). The allowance of a twin is not:
   * some thirty writes within 2.6 s were seen to pass (§2.3), which takes at least 4 beyond the
   * rate, and one second's worth is what the other buckets hold, too.
   */
  public static final Limits AZURE =
      new Limits(
          1000.0, 1000.0, 500.0, 500.0, 4000.0, 100.0, 100.0, 1.0, 10.0, 10.0, 2_000_000, 50_000);

  private static final TypeReference<Limits> TYPE = new TypeReference<>() {};

  public Limits {
    require("twinReads", twinReads);
    require("twinPatches", twinPatches);
    require("createsAndDeletes", createsAndDeletes);
    require("queries", queries);
    require("queryUnits", queryUnits);
    require("models", models);
    require("eventRoutes", eventRoutes);
    require("jobs", jobs);
    require("perTwin", perTwin);
    require("perTwinBurst", perTwinBurst);
    require("twins", twins);
    require("relationshipsPerTwin", relationshipsPerTwin);
    if (perTwinBurst != null && (perTwin == null || perTwinBurst < 1)) {
      throw new IllegalArgumentException(
          "perTwinBurst must be 1 or more, beside a limit perTwin (is " + perTwinBurst + ")");
    }
  }

  /**
   * Finds a profile by its name, or reads one from a file of YAML or JSON with the names above.
   *
   * @param profile {@code azure}, {@code none}, or the path of a file
   * @throws io.twinfeed.issue.TwinfeedException if it is none of them
   */
  public static Limits of(String profile) {
    return switch (profile.toLowerCase(Locale.ROOT)) {
      case "azure" -> AZURE;
      case "none" -> NONE;
      default -> Documents.read(Path.of(profile), TYPE);
    };
  }

  /**
   * Reads limits as a file would have them.
   *
   * @throws io.twinfeed.issue.TwinfeedException if they can't be read as that
   */
  public static Limits parse(String text) {
    return Documents.parse("limits", text, TYPE);
  }

  private static void require(String name, @Nullable Number limit) {
    if (limit != null && !(limit.doubleValue() > 0 && limit.doubleValue() < Double.MAX_VALUE)) {
      throw new IllegalArgumentException(name + " must be a number above 0 (is " + limit + ")");
    }
  }
}
