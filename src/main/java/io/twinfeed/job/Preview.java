package io.twinfeed.job;

import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a source, and what one rule makes of them.
 *
 * @param rows in the order in which the database gave them
 * @param made the twins or relationships that the rows become, in the order of their first rows
 */
public record Preview(Rule rule, Source source, List<Row> rows, List<Made> made) {

  /** Stands for a value that is not to be shown. */
  public static final String SENSITIVE = "(sensitive)";

  public Preview {
    rows = List.copyOf(rows);
    made = List.copyOf(made);
  }

  /** What becomes of a row by the rule. */
  public enum Outcome {
    USED,
    /** The rule's condition is false. */
    FILTERED,
    /** It counts as deleted in its source. */
    ABSENT,
    REJECTED,
    /** Another of the rows feeds the same twin and is rejected. */
    HELD
  }

  /**
   * One row.
   *
   * @param columns its values: String, Long, BigDecimal, Double, Boolean or null
   * @param made what it becomes, as a place in the list of what is made; -1 if nothing
   * @param why a sentence for FILTERED, ABSENT and HELD; else empty
   * @param reject null unless REJECTED
   */
  public record Row(
      Map<String, @Nullable Object> columns,
      Outcome outcome,
      int made,
      String why,
      @Nullable Reject reject) {
    public Row {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
  }

  /** Why a row, or the twin or relationship that it feeds, can't be brought across. */
  public record Reject(String code, String message, String hint) {}

  /**
   * A twin or a relationship, as a run would write it if no other rule fed it.
   *
   * @param id of a twin its own; of a relationship that of the relationship
   * @param model null for a relationship
   * @param source the twin that a relationship starts at; null for a twin
   * @param target the twin that it leads to; null for a twin
   * @param creates false for a twin that is only added to where it is there
   * @param properties as JSON values in plain Java objects; a component is an object
   * @param sourceTimes RFC 3339 text by {@code property} or {@code component/property}
   * @param absent the properties that are to have no value
   * @param rows the places of the rows that feed it
   */
  public record Made(
      String id,
      @Nullable String model,
      @Nullable String source,
      @Nullable String target,
      boolean creates,
      Map<String, Object> properties,
      Map<String, String> sourceTimes,
      List<String> absent,
      List<Integer> rows) {
    public Made {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
      sourceTimes = Collections.unmodifiableMap(new LinkedHashMap<>(sourceTimes));
      absent = List.copyOf(absent);
      rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }
  }
}
