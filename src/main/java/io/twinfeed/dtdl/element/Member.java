package io.twinfeed.dtdl.element;

import java.util.Set;

/**
 * What the language says of one member of a class: a row of its table.
 *
 * @param term the member's name
 * @param classes the classes of element that may stand there; empty for a literal
 * @param most how many values it may have
 * @param longest the longest text, in UTF-16 units as the language counts them; 0 for no limit
 */
public record Member(
    String term, Kind kind, boolean required, Set<ElementClass> classes, int most, int longest) {

  public Member {
    classes = Set.copyOf(classes);
  }

  /** What a member holds. */
  public enum Kind {
    TEXT,
    NAME,
    LANGUAGE_TEXT,
    INTEGER,
    BOOLEAN,
    /** A word of a closed list, such as the {@code valueSchema} of an enum. */
    WORD,
    /** The value of an enum's member: an integer or a text. */
    ENUM_LITERAL,
    /** A DTMI that need not be resolved. */
    TARGET,
    /** Elements, or the DTMIs of interfaces. */
    ELEMENTS,
    /** A schema: a word, an element or a DTMI. */
    SCHEMA
  }

  /** Whether its values are elements of their own. */
  public boolean holdsElements() {
    return kind == Kind.ELEMENTS || kind == Kind.SCHEMA;
  }

  Member mandatory() {
    return new Member(term, kind, true, classes, most, longest);
  }

  Member atMost(int count) {
    return new Member(term, kind, required, classes, count, longest);
  }
}
