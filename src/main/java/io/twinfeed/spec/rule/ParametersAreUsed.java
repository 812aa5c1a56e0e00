package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Parameter;
import io.twinfeed.spec.SqlParameters;
import io.twinfeed.spec.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A parameter is used somewhere: one that is not is most likely misspelt where it should be. */
final class ParametersAreUsed implements SpecRule {
  private static final Pattern USE =
      Pattern.compile("\\bparams\\s*(?:\\.\\s*(\\w+)|\\[\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*])");

  @Override
  public String code() {
    return "SPEC-027";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    Set<String> used = used(subject);
    Set<String> declared = subject.parameters().keySet();
    // A misspelt use is an error of its own, and a use
    List.copyOf(used).stream()
        .filter(name -> !declared.contains(name))
        .flatMap(name -> Nearest.to(name, declared).stream())
        .forEach(used::add);
    for (Parameter parameter : subject.parameters().values()) {
      if (!used.contains(parameter.name().text())) {
        issues.error(
            code(),
            parameter.name().place(),
            "the parameter " + parameter.name() + " is not used",
            "write :%1$s in SQL or params.%1$s in an expression, or remove it"
                .formatted(parameter.name()));
      }
    }
  }

  private static Set<String> used(Subject subject) {
    Set<String> used = new HashSet<>();
    subject.spec().sources().values().stream()
        .flatMap(source -> Stream.of(source.query(), source.where()))
        .filter(Objects::nonNull)
        .forEach(sql -> used.addAll(SqlParameters.of(sql.text()).names()));
    Templates.of(subject.spec()).stream()
        .flatMap(each -> each.template().parts().stream())
        .filter(Template.Expression.class::isInstance)
        .forEach(part -> addUses(((Template.Expression) part).source(), used));
    return used;
  }

  private static void addUses(String expression, Set<String> used) {
    Matcher use = USE.matcher(expression);
    while (use.find()) {
      for (int group = 1; group <= use.groupCount(); group++) {
        if (use.group(group) != null) {
          used.add(use.group(group));
        }
      }
    }
  }
}
