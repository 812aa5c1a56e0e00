package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Place;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where the characters of a scalar's value stand in the file. YAML folds lines, takes away
 * indentation and resolves escapes, but keeps every other character and their order; so the value
 * is laid beside the text that it came from.
 */
final class ScalarPlaces {
  private final String file;
  private final int[] text;
  private final int from;
  private final int[] lines;
  private final int[] columns;

  /**
   * @param text the file, in code points
   */
  ScalarPlaces(int[] text, ScalarNode scalar, String file, Place start) {
    this.file = file;
    this.text = text;
    this.from = scalar.getStartMark().map(mark -> mark.getIndex()).orElse(0);
    int[] indexes = align(scalar);
    this.lines = new int[indexes.length];
    this.columns = new int[indexes.length];
    int line = start.line();
    int column = start.column();
    int at = from;
    for (int i = 0; i < indexes.length; i++) {
      for (; at < indexes[i]; at++) {
        boolean ends = text[at] == '\n' || (text[at] == '\r' && !is(at + 1, '\n'));
        line += ends ? 1 : 0;
        column = ends ? 1 : column + 1;
      }
      lines[i] = line;
      columns[i] = column;
    }
  }

  /**
   * @param index in the value, in {@code char}s; its length for the place behind it
   */
  Place at(int index) {
    int known = Math.min(index, lines.length - 1);
    return new Place(file, lines[known], columns[known]);
  }

  private int[] align(ScalarNode scalar) {
    String value = scalar.getValue();
    ScalarStyle style = scalar.getScalarStyle();
    int[] found = new int[value.length() + 1];
    int at = from;
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      while (at < text.length && text[at] != '\n') {
        at++;
      }
    } else if (style != ScalarStyle.PLAIN) {
      at++;
    }
    for (int i = 0; i < value.length(); ) {
      int point = value.codePointAt(i);
      at = style == ScalarStyle.DOUBLE_QUOTED ? joined(at) : at;
      boolean escaped = style == ScalarStyle.DOUBLE_QUOTED && is(at, '\\');
      if (!escaped && !isSpace(point)) {
        while (at < text.length && isSpace(text[at])) {
          at++;
        }
        at = style == ScalarStyle.DOUBLE_QUOTED ? joined(at) : at;
        escaped = style == ScalarStyle.DOUBLE_QUOTED && is(at, '\\');
      }
      for (int j = 0; j < Character.charCount(point); j++) {
        found[i++] = at;
      }
      if (escaped) {
        at += escapeLength(at);
      } else if (style == ScalarStyle.SINGLE_QUOTED && point == '\'') {
        at += 2;
      } else if (is(at, point)) {
        at++;
      }
    }
    found[value.length()] = at;
    return found;
  }

  // A backslash at the end of a line stands for nothing
  private int joined(int index) {
    int at = index;
    while (is(at, '\\') && (is(at + 1, '\n') || is(at + 1, '\r'))) {
      at++;
      while (at < text.length && isSpace(text[at])) {
        at++;
      }
    }
    return at;
  }

  private int escapeLength(int at) {
    return at + 1 >= text.length
        ? 1
        : switch (text[at + 1]) {
          case 'x' -> 4;
          case 'u' -> 6;
          case 'U' -> 10;
          default -> 2;
        };
  }

  private boolean is(int index, int point) {
    return index < text.length && text[index] == point;
  }

  private static boolean isSpace(int point) {
    return point == ' ' || point == '\n' || point == '\r' || point == '\t';
  }
}
