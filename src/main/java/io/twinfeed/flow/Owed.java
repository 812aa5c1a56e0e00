package io.twinfeed.flow;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that were read, and of which something is not on record yet: it was rejected, held, or found
 * no twin. A source of which only changes are read has to be asked for them again.
 *
 * @param ofTwin whether a twin rule read them, and not one of relationships
 * @param rule its place in the file's list of such rules
 * @param rows their names
 * @param lost whether something would be lost without them; else they only may find their twin
 *     later
 */
public record Owed(boolean ofTwin, int rule, List<String> rows, boolean lost)
    implements Serializable {
  public Owed {
    rows = List.copyOf(rows);
  }

  /** The rows that feed some things. */
  public static List<Owed> of(Iterable<? extends Known> all, boolean lost) {
    List<Owed> owed = new ArrayList<>(1);
    for (Known known : all) {
      for (Known.Part part : known.parts()) {
        owed.add(new Owed(known instanceof Known.OfTwin, part.rule(), part.rows(), lost));
      }
    }
    return owed;
  }
}
