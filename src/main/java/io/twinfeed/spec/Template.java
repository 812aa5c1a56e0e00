package io.twinfeed.spec;

import io.twinfeed.issue.Place;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A value of the pipeline file: text with {@code ${…}} placeholders.
 *
 * @param source the whole value as it was written
 * @param place where it begins
 */
public record Template(String source, Place place, List<Part> parts) implements Serializable {

  public Template {
    parts = List.copyOf(parts);
  }

  /** A stretch of text, or one placeholder. */
  public sealed interface Part extends Serializable {}

  /** Text to be taken as it is; an escaped placeholder is already unescaped. */
  public record Literal(String text) implements Part {}

  /**
   * A CEL expression.
   *
   * @param source what stands between the braces
   * @param place where the first character of {@code source} stands
   * @param jumps where the characters do not stand one behind the other: at line breaks, and where
   *     YAML has folded or unescaped something; ordered
   */
  public record Expression(String source, Place place, List<Jump> jumps) implements Part {
    public Expression {
      jumps = List.copyOf(jumps);
    }

    /** One on a single line, as it is written. */
    public Expression(String source, Place place) {
      this(source, place, List.of());
    }

    /**
     * @param places where a character of {@code source} stands, by its index in {@code char}s
     */
    public static Expression of(String source, IntFunction<Place> places) {
      List<Jump> jumps = new ArrayList<>();
      Place first = places.apply(0);
      Place next = first;
      int points = 0;
      for (int i = 0; i <= source.length(); points++) {
        Place here = places.apply(i);
        if (!here.equals(next)) {
          jumps.add(new Jump(points, here));
        }
        next = new Place(here.file(), here.line(), here.column() + 1);
        i += i < source.length() ? Character.charCount(source.codePointAt(i)) : 1;
      }
      return new Expression(source, first, jumps);
    }

    /**
     * Where a character of the source stands.
     *
     * @param index in code points
     */
    public Place placeOf(int index) {
      Jump last = new Jump(0, place);
      for (Jump each : jumps) {
        if (each.index() <= index) {
          last = each;
        }
      }
      Place from = last.place();
      return new Place(from.file(), from.line(), from.column() + index - last.index());
    }
  }

  /**
   * From this character on, an expression stands elsewhere.
   *
   * @param index in code points
   */
  public record Jump(int index, Place place) implements Serializable {}

  /** Whether the value is one placeholder alone, and so keeps the type of its expression. */
  public boolean isSingleExpression() {
    return parts.size() == 1 && parts.get(0) instanceof Expression;
  }

  /** Whether a text begins and ends as this template's results do, where those are literal. */
  public boolean couldMake(String text) {
    if (parts.isEmpty()) {
      return text.isEmpty();
    }
    String begin = parts.get(0) instanceof Literal first ? first.text() : "";
    String end = parts.get(parts.size() - 1) instanceof Literal last ? last.text() : "";
    return text.startsWith(begin) && text.endsWith(end);
  }
}
