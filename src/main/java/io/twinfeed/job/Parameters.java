package io.twinfeed.job;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Parameter;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.PipelineSpec;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The values of a file's parameters: those given, else those that the file says. */
public final class Parameters {
  private Parameters() {}

  /**
   * Typed values by name.
   *
   * @throws TwinfeedException of kind USAGE for one that is unknown, missing or not of its type
   */
  public static Map<String, Object> of(PipelineSpec spec, Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!spec.parameters().containsKey(name)) {
        throw new TwinfeedException(
            Kind.USAGE,
            "--param " + name + ": this pipeline has no such parameter",
            spec.parameters().isEmpty()
                ? "it has none"
                : "it has " + String.join(", ", spec.parameters().keySet()));
      }
    }
    Map<String, Object> values = new TreeMap<>();
    spec.parameters().forEach((name, parameter) -> values.put(name, value(parameter, given)));
    return values;
  }

  private static Object value(Parameter parameter, Map<String, String> given) {
    String name = parameter.name().text();
    String text = given.get(name);
    if (text == null) {
      if (parameter.defaultText() == null) {
        throw new TwinfeedException(
            Kind.USAGE, "the parameter " + name + " has no value", "give --param " + name + "=…");
      }
      text = parameter.defaultText().text();
    }
    try {
      return typed(parameter.type(), text);
    } catch (IllegalArgumentException e) {
      throw new TwinfeedException(
          Kind.USAGE,
          "the parameter %s is of type %s: '%s' is none"
              .formatted(name, parameter.type().name().toLowerCase(Locale.ROOT), text),
          "",
          e);
    }
  }

  private static Object typed(ParameterType type, String text) {
    return switch (type) {
      case STRING -> text;
      case INT -> Long.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case BOOL -> {
        if (!text.equals("true") && !text.equals("false")) {
          throw new IllegalArgumentException(text);
        }
        yield Boolean.valueOf(text);
      }
    };
  }
}
