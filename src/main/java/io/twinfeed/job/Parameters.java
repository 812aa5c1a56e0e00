package io.twinfeed.job;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.spec.Parameter;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.yaml.ParameterValues;
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
    Object value = ParameterValues.parse(text, parameter.type());
    if (value == null) {
      throw new TwinfeedException(
          Kind.USAGE,
          "--param %s: '%s' is not %s"
              .formatted(name, text, ParameterValues.expected(parameter.type())),
          "");
    }
    return value;
  }
}
