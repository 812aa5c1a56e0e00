package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Finds the placeholders in a value. The closing brace is that of the expression: braces of maps
 * are counted, those in strings and comments of CEL are not. A second dollar sign in front makes a
 * placeholder literal text.
 */
final class TemplateScanner {
  private final String value;
  private final IntFunction<Place> places;
  private final String unclosedHint;
  private final Issues issues;

  /**
   * @param places where a character of the value stands
   * @param unclosedHint what to say of a placeholder that does not end
   */
  TemplateScanner(String value, IntFunction<Place> places, String unclosedHint, Issues issues) {
    this.value = value;
    this.places = places;
    this.unclosedHint = unclosedHint;
    this.issues = issues;
  }

  Template scan() {
    List<Template.Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      if (value.startsWith("$${", at)) {
        literal.append("${");
        at += 3;
      } else if (value.startsWith("${", at)) {
        int end = closing(at + 2);
        if (end < 0) {
          issues.error("SPEC-005", places.apply(at), "a placeholder is not closed", unclosedHint);
          break;
        }
        if (!literal.isEmpty()) {
          parts.add(new Template.Literal(literal.toString()));
          literal.setLength(0);
        }
        expression(at + 2, end).ifPresent(parts::add);
        at = end + 1;
      } else {
        literal.append(value.charAt(at++));
      }
    }
    if (!literal.isEmpty() || parts.isEmpty()) {
      parts.add(new Template.Literal(literal.toString()));
    }
    return new Template(value, places.apply(0), parts);
  }

  private java.util.Optional<Template.Part> expression(int from, int end) {
    String source = value.substring(from, end);
    if (source.startsWith("env:") || source.startsWith("file:")) {
      issues.error(
          "SPEC-006",
          places.apply(from - 2),
          "${" + source + "} works only in connections, target and state",
          "declare a parameter for it");
      return java.util.Optional.empty();
    }
    if (source.isBlank()) {
      issues.error("SPEC-005", places.apply(from - 2), "a placeholder is empty", "write ${column}");
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(
        Template.Expression.of(source, index -> places.apply(from + index)));
  }

  /** The index of the brace that ends the expression; -1 if there is none. */
  private int closing(int from) {
    int depth = 0;
    int at = from;
    while (at < value.length()) {
      char each = value.charAt(at);
      if (each == '}' && depth == 0) {
        return at;
      }
      depth += each == '{' ? 1 : each == '}' ? -1 : 0;
      if (each == '\'' || each == '"') {
        at = string(at, isRaw(at, from));
      } else if (value.startsWith("//", at)) {
        int line = value.indexOf('\n', at);
        at = line < 0 ? value.length() : line + 1;
      } else {
        at++;
      }
    }
    return -1;
  }

  /** The index behind a string of CEL; the end of the value if it does not end. */
  private int string(int from, boolean raw) {
    String quote = value.substring(from, from + 1);
    String delimiter = value.startsWith(quote.repeat(3), from) ? quote.repeat(3) : quote;
    int at = from + delimiter.length();
    while (at < value.length()) {
      if (!raw && value.charAt(at) == '\\') {
        at += 2;
      } else if (value.startsWith(delimiter, at)) {
        return at + delimiter.length();
      } else {
        at++;
      }
    }
    return value.length();
  }

  // r'…' and br'…' know no escapes; the r must not be the end of a name
  private boolean isRaw(int quote, int from) {
    int prefix = quote;
    while (prefix > from && Character.isJavaIdentifierPart(value.charAt(prefix - 1))) {
      prefix--;
    }
    return switch (value.substring(prefix, quote).toLowerCase(java.util.Locale.ROOT)) {
      case "r", "br", "rb" -> true;
      default -> false;
    };
  }
}
