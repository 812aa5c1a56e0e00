package io.twinfeed.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * SQL with {@code :name} parameters, as JDBC takes it.
 *
 * @param sql the text with {@code ?} in the place of each parameter
 * @param names the parameters in the order of the {@code ?}s; a name may stand there twice
 * @param offsets where the colon of each stands in the original text, in {@code char}s
 */
public record SqlParameters(String sql, List<String> names, List<Integer> offsets) {
  public SqlParameters {
    names = List.copyOf(names);
    offsets = List.copyOf(offsets);
  }

  /**
   * Finds the parameters. Skipped are strings (also {@code E'…'}, {@code q'[…]'} and dollar
   * quotes), quoted identifiers ({@code ""}, {@code ``}, {@code []}), comments, {@code ::} and
   * {@code :=}.
   *
   * <p>The scanner does not know which database it is for. So MySQL's {@code #} comments and its
   * backslashes in plain strings are not seen, and the end of an array slice, {@code a[1:n]}, is a
   * parameter unless it is a number.
   */
  public static SqlParameters of(String sql) {
    StringBuilder converted = new StringBuilder();
    List<String> names = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      int end = skipped(sql, at);
      if (end == at && sql.charAt(at) == ':' && isNameStart(sql, at + 1)) {
        end = nameEnd(sql, at + 1);
        names.add(sql.substring(at + 1, end));
        offsets.add(at);
        converted.append('?');
      } else {
        end = Math.max(end, at + 1);
        converted.append(sql, at, end);
      }
      at = end;
    }
    return new SqlParameters(converted.toString(), names, offsets);
  }

  /**
   * A statement without what may follow it: semicolons, comments and blanks. It stands inside
   * another one where it is cut into ranges, and few drivers take a second one behind it.
   */
  public static String withoutEnd(String sql) {
    int end = 0;
    for (int at = 0; at < sql.length(); ) {
      int next = Math.max(skipped(sql, at), at + 1);
      boolean isComment = sql.startsWith("--", at) || sql.startsWith("/*", at);
      if (!isComment && sql.charAt(at) != ';' && !Character.isWhitespace(sql.charAt(at))) {
        end = next;
      }
      at = next;
    }
    return sql.substring(0, end);
  }

  /**
   * The index behind what begins here and can hold no parameter; the index itself if nothing does.
   */
  private static int skipped(String sql, int at) {
    char each = sql.charAt(at);
    return switch (each) {
      case '\'' -> string(sql, at);
      case '"', '`' -> quoted(sql, at, each);
      case '[' -> bracketed(sql, at);
      case '-' -> sql.startsWith("--", at) ? behind(sql, "\n", at + 2) : at;
      case '/' -> sql.startsWith("/*", at) ? blockComment(sql, at) : at;
      case '$' -> dollarQuoted(sql, at);
      case ':' -> colons(sql, at);
      default -> isWordPart(each) ? wordEnd(sql, at) : at;
    };
  }

  private static int colons(String sql, int at) {
    int end = at;
    while (end < sql.length() && sql.charAt(end) == ':') {
      end++;
    }
    return end - at > 1 ? end : at;
  }

  // A doubled quote is one quote inside; that a string ends and another begins comes to the same
  private static int quoted(String sql, int at, char quote) {
    return behind(sql, String.valueOf(quote), at + 1);
  }

  private static int string(String sql, int quote) {
    String prefix = sql.substring(wordStart(sql, quote), quote).toLowerCase(Locale.ROOT);
    return switch (prefix) {
      case "e" -> escapeString(sql, quote);
      case "q", "nq" -> alternativeString(sql, quote);
      default -> quoted(sql, quote, '\'');
    };
  }

  private static int wordStart(String sql, int end) {
    int at = end;
    while (at > 0 && isWordPart(sql.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  // Oracle's q'[it's]': a character of choice, or a bracket and its partner
  private static int alternativeString(String sql, int quote) {
    if (quote + 1 >= sql.length()) {
      return sql.length();
    }
    char open = sql.charAt(quote + 1);
    int bracket = "[({<".indexOf(open);
    return behind(sql, (bracket < 0 ? open : "])}>".charAt(bracket)) + "'", quote + 2);
  }

  // In PostgreSQL's E'…' a backslash escapes a quote
  private static int escapeString(String sql, int quote) {
    int at = quote + 1;
    while (at < sql.length() && sql.charAt(at) != '\'') {
      at += sql.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, sql.length());
  }

  // [name] is SQL Server's identifier; behind a name or a bracket it is an index of an array
  private static int bracketed(String sql, int at) {
    boolean index = at > 0 && (isWordPart(sql.charAt(at - 1)) || sql.charAt(at - 1) == ']');
    return index ? at : behind(sql, "]", at + 1);
  }

  // They nest in PostgreSQL and SQL Server; the others do not use the opening inside
  private static int blockComment(String sql, int from) {
    int depth = 1;
    int at = from + 2;
    while (at < sql.length() && depth > 0) {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    }
    return at;
  }

  private static int dollarQuoted(String sql, int at) {
    int tag = isNameStart(sql, at + 1) ? nameEnd(sql, at + 1) : at + 1;
    if (tag >= sql.length() || sql.charAt(tag) != '$') {
      return at;
    }
    return behind(sql, sql.substring(at, tag + 1), tag + 1);
  }

  private static int behind(String sql, String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private static int nameEnd(String sql, int from) {
    int at = from;
    while (at < sql.length() && isNamePart(sql.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int wordEnd(String sql, int from) {
    int at = from;
    while (at < sql.length() && isWordPart(sql.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isNameStart(String sql, int at) {
    return at < sql.length() && (Character.isLetter(sql.charAt(at)) || sql.charAt(at) == '_');
  }

  private static boolean isNamePart(char each) {
    return Character.isLetterOrDigit(each) || each == '_';
  }

  // Identifiers may hold a dollar sign, which then begins no dollar quote
  private static boolean isWordPart(char each) {
    return isNamePart(each) || each == '$';
  }
}
