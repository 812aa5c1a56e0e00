package io.twinfeed.spec;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one property of a twin or a relationship.
 *
 * @param path as it was written: a dot goes into a component or an object; {@code
 *     $metadata.<property>.sourceTime} sets a source time
 * @param defaultValue stands in for a null; null if there is none
 */
public record PropertyRule(
    Text path, Feed feed, @Nullable Template defaultValue, @Nullable Merge merge)
    implements Serializable {

  /** Where the values come from. */
  public sealed interface Feed extends Serializable {}

  /** One value per row. */
  public record Plain(Template value) implements Feed {}

  /**
   * One value from all rows of a twin.
   *
   * @param value what is summed, listed and so on; null for a count, which counts rows
   * @param by what orders {@code first}, {@code last} and {@code list}; the key of a {@code map}
   */
  public record Aggregate(Function function, @Nullable Template value, @Nullable Template by)
      implements Feed {
    /** The ways to make one value of many. */
    public enum Function {
      COUNT,
      SUM,
      MIN,
      MAX,
      FIRST,
      LAST,
      LIST,
      MAP
    }
  }

  /**
   * Decides when rows or rules give one property of one twin different values.
   *
   * @param by the column that orders FIRST and LAST; null for the others
   * @param prefer the rules' names, the one that wins first; empty unless PREFER
   */
  public record Merge(Winner winner, @Nullable Template by, List<String> prefer)
      implements Serializable {
    public Merge {
      prefer = List.copyOf(prefer);
    }

    /** How the winner is found. */
    public enum Winner {
      FIRST,
      LAST,
      MIN,
      MAX,
      PREFER
    }
  }
}
