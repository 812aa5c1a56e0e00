package io.twinfeed.spec.expression;

import io.twinfeed.spec.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL's parser and checker say, in the words of the pipeline file. */
record CheckerWords(String message, String hint) {
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '(.+)' applied to '(.*)' \\(candidates: (.*)\\)",
          Pattern.DOTALL);
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '(.+)' \\(in container ''\\)");
  private static final Pattern UNLIKE =
      Pattern.compile("expected type '(.+)' but found '(.+)'", Pattern.DOTALL);
  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "^(?:(?:mismatched|extraneous) input|token recognition error at:|no viable alternative at"
              + " input) '(.*?)'(?: expecting .*)?$",
          Pattern.DOTALL);
  private static final Pattern RESERVED = Pattern.compile("reserved identifier: (.+)");
  private static final Pattern OPERATOR = Pattern.compile("_(.+)_|@(in)|([-!])_");

  // Commas between types, not those inside map(string, int)
  private static final Pattern BETWEEN = Pattern.compile(", (?![^(]*\\))");

  private static final Map<String, String> TYPES =
      Map.of(
          "google.protobuf.Timestamp", "timestamp",
          "google.protobuf.Duration", "duration");

  /**
   * @param coalesce whether it is about the conditional that stands for a {@code coalesce}
   */
  static CheckerWords of(String issue, boolean coalesce) {
    Matcher noOverload = NO_OVERLOAD.matcher(issue);
    if (noOverload.matches() && coalesce) {
      String values = types(noOverload.group(2)).replace("(bool, ", "(");
      return new CheckerWords(
          "coalesce" + values + " mixes types", "the values of a coalesce have one type");
    }
    if (noOverload.matches()) {
      return noOverload(
          noOverload.group(1), types(noOverload.group(2)), types(noOverload.group(3)));
    }
    Matcher undeclared = UNDECLARED.matcher(issue);
    if (undeclared.matches()) {
      String name = undeclared.group(1);
      return new CheckerWords(
          "there is no function " + name,
          Nearest.to(name, Environment.FUNCTIONS)
              .map(known -> "did you mean " + known + "?")
              .orElse(""));
    }
    Matcher unlike = UNLIKE.matcher(issue);
    if (unlike.matches()) {
      return new CheckerWords(
          "expected %s but found %s".formatted(types(unlike.group(1)), types(unlike.group(2))),
          "the items of a list and the values of a map have one type");
    }
    Matcher unexpected = UNEXPECTED.matcher(issue);
    if (unexpected.find()) {
      return new CheckerWords(
          unexpected.group(1).equals("<EOF>")
              ? "the expression ends too early"
              : unexpected.group(1) + " is not expected here",
          unexpected.group(1).equals("in") ? column("in") : "");
    }
    Matcher reserved = RESERVED.matcher(issue);
    if (reserved.matches()) {
      return new CheckerWords(
          reserved.group(1) + " is a word of the expression language", column(reserved.group(1)));
    }
    return new CheckerWords(types(issue), "");
  }

  private static String column(String name) {
    return "a column of this name is written as row['" + name + "']";
  }

  private static CheckerWords noOverload(String function, String applied, String candidates) {
    Matcher operator = OPERATOR.matcher(function);
    boolean isOperator = operator.matches();
    String spelt =
        !isOperator
            ? function.replace("@max", "greatest").replace("@min", "least") + "()"
            : operator.group(1) != null
                ? operator.group(1)
                : operator.group(2) != null ? operator.group(2) : operator.group(3);
    List<String> operands =
        BETWEEN.splitAsStream(applied.replaceAll("^\\(|\\)$", "").replace(".(", ", ")).toList();
    return new CheckerWords(
        "%s can't be applied to %s"
            .formatted(spelt.equals("?_:") ? "?:" : spelt, String.join(" and ", operands)),
        hint(spelt, operands, candidates));
  }

  private static String hint(String operator, List<String> operands, String candidates) {
    boolean equality = operator.equals("==") || operator.equals("!=");
    if (equality && operands.contains("decimal") && operands.contains("double")) {
      return "a double is seldom equal to a decimal: compare with decimal(…) of it, or with < and >";
    }
    if (operator.equals("+") && operands.contains("string")) {
      return "text and another value are joined with string(…), or by two placeholders";
    }
    if (operator.equals("?_:")) {
      return "a condition is a bool, and both values have one type";
    }
    if (equality) {
      return "both sides need one type: convert one with string(…), int(…), decimal(…)";
    }
    List<String> fitting =
        Arrays.stream(candidates.split("(?<=\\)),"))
            .filter(each -> each.startsWith("(" + operands.get(0)))
            .sorted()
            .toList();
    return fitting.isEmpty() ? "" : "it takes " + String.join(" or ", fitting);
  }

  private static String types(String text) {
    String named = text;
    for (Map.Entry<String, String> type : TYPES.entrySet()) {
      named = named.replace(type.getKey(), type.getValue());
    }
    return named.replaceAll("%[A-Z][0-9]*", "any");
  }
}
