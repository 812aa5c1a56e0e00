package io.twinfeed.job;

import io.twinfeed.shape.Shaper.Use;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where what a twin says comes from. What comes from sensitive columns is hidden in all of it.
 *
 * @param model as the graph has it; else as the rules do; null if neither does
 * @param exists whether the graph has the twin
 * @param record what is on record of it; null for nothing
 * @param rows that speak of it
 * @param rejects why rows, or the twin itself, can't be brought across
 * @param notes what else a person should know, as sentences
 */
public record Explanation(
    String twin,
    @Nullable String model,
    boolean exists,
    @Nullable OnRecord record,
    List<Property> properties,
    List<Link> relationships,
    List<Row> rows,
    List<Reject> rejects,
    List<String> notes) {

  public Explanation {
    properties = List.copyOf(properties);
    relationships = List.copyOf(relationships);
    rows = List.copyOf(rows);
    rejects = List.copyOf(rejects);
    notes = List.copyOf(notes);
  }

  /** Whether anything at all is known of it. */
  public boolean holdsAnything() {
    return exists || record != null || !rows.isEmpty();
  }

  /**
   * What is on record.
   *
   * @param created whether this pipeline made it; else it was there already
   * @param certain whether what was written last is sure to have come through
   * @param run that wrote it last, or compared it with the graph
   */
  public record OnRecord(boolean created, boolean certain, String run) {}

  /** How what the rows say stands to what the graph says. */
  public enum Agreement {
    SAME,
    /** The graph says something else, or nothing. */
    DIFFERS,
    /** No rule of this pipeline feeds it. */
    NOT_OURS,
    /** A rule could feed it, and no row does. */
    NO_ROW,
    /** What the rows say of it is rejected. */
    REJECTED,
    /** There is nothing to say it of: the twin would be made by a run. */
    TO_COME
  }

  /**
   * A property.
   *
   * @param name its path as in a pipeline file
   * @param says what the rows say, as a JSON value in plain Java objects; null for no value
   * @param graph what the graph says, likewise
   * @param from the rules that feed it, and how
   */
  public record Property(
      String name,
      @Nullable Object says,
      @Nullable Object graph,
      Agreement agreement,
      List<From> from) {
    public Property {
      from = List.copyOf(from);
    }
  }

  /**
   * A rule that feeds something.
   *
   * @param value how, as the pipeline file says it
   * @param rows such as {@code NO=5 of pumps}
   */
  public record From(String rule, String value, List<String> rows) {
    public From {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A relationship that starts at the twin.
   *
   * @param record null if it is not on record
   * @param from empty if no row asks for it
   */
  public record Link(
      String name,
      String target,
      String id,
      Agreement agreement,
      @Nullable OnRecord record,
      List<From> from,
      List<Property> properties) {
    public Link {
      from = List.copyOf(from);
      properties = List.copyOf(properties);
    }
  }

  /**
   * A row.
   *
   * @param name its key, or what names it if it has none
   * @param columns as text
   * @param filtered rules that leave it out because their condition is false, or because it counts
   *     as deleted
   * @param feeds what it feeds: only for a row that was asked for
   */
  public record Row(
      String source,
      String name,
      Map<String, String> columns,
      Use use,
      List<String> filtered,
      List<Fed> feeds) {
    public Row {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
      filtered = List.copyOf(filtered);
      feeds = List.copyOf(feeds);
    }
  }

  /**
   * What a row feeds by one rule.
   *
   * @param what such as {@code twin pump-5}
   * @param values what it says of each property: of an aggregate, what it adds
   */
  public record Fed(String rule, String what, Map<String, @Nullable Object> values) {
    public Fed {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /**
   * @param row null if it is no row's fault alone
   */
  public record Reject(String code, String message, String hint, @Nullable String row) {}

  /** Names a row for people. */
  static String rowName(String source, String name) {
    return name + " of " + source;
  }

  /** Collects rows by what they feed. */
  static List<String> names(List<String> rows) {
    return new ArrayList<>(new java.util.TreeSet<>(rows));
  }
}
