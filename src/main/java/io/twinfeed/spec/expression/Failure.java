package io.twinfeed.spec.expression;

import dev.cel.runtime.CelEvaluationException;
import java.util.Map;
import java.util.regex.Pattern;

/** Why an evaluation failed, in words for a person. */
final class Failure {
  // CEL counts positions in a part of the expression, which would mislead
  private static final Pattern PREFIX = Pattern.compile("^evaluation error( at <input>:\\d+)?: ");

  private static final Map<String, String> WORDS =
      Map.of("/ by zero", "division by zero", "long overflow", "overflow of an int");

  private Failure() {}

  static String reason(CelEvaluationException e) {
    String message = PREFIX.matcher(String.valueOf(e.getMessage())).replaceFirst("");
    return WORDS.getOrDefault(message, message);
  }
}
