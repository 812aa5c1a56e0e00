package io.twinfeed.spec;

import io.twinfeed.issue.Place;
import java.io.Serializable;
import java.util.List;

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
   */
  public record Expression(String source, Place place) implements Part {}

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
