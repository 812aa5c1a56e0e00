package io.twinfeed.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a source. The first range takes what is below its end, and the rows whose column is
 * NULL; the last takes what is at its beginning or above: rows that come in while the ranges are
 * being made are read, too.
 *
 * @param from where it begins, inclusive; null for the first
 * @param to where it ends, exclusive; null for the last; values as the driver gave them
 */
record Range(@Nullable Serializable from, @Nullable Serializable to) implements Serializable {

  /** The statement that reads its rows; the last question marks take {@link #binds()}. */
  static String select(String select, String by, Position position) {
    String from = "SELECT * FROM (\n" + select + "\n) q WHERE ";
    return switch (position) {
      case WHOLE -> select;
      case FIRST -> from + "(" + by + " < ? OR " + by + " IS NULL)";
      case MIDDLE -> from + by + " >= ? AND " + by + " < ?";
      case LAST -> from + by + " >= ?";
    };
  }

  /** Each position has a condition of its own, because an OR over all would hide an index. */
  enum Position {
    WHOLE,
    FIRST,
    MIDDLE,
    LAST
  }

  Position position() {
    if (from == null) {
      return to == null ? Position.WHOLE : Position.FIRST;
    }
    return to == null ? Position.LAST : Position.MIDDLE;
  }

  List<Serializable> binds() {
    List<Serializable> binds = new ArrayList<>();
    if (from != null) {
      binds.add(from);
    }
    if (to != null) {
      binds.add(to);
    }
    return binds;
  }

  /** The ranges between ascending, distinct bounds; one range if there are none. */
  static List<Range> between(List<? extends Serializable> bounds) {
    List<Range> ranges = new ArrayList<>();
    Serializable from = null;
    for (Serializable bound : bounds) {
      ranges.add(new Range(from, bound));
      from = bound;
    }
    ranges.add(new Range(from, null));
    return ranges;
  }
}
