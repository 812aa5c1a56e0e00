package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.Parameter;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.Text;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.spec.expression.Expressions;
import io.twinfeed.spec.expression.ResultType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the rules look at. For one thread. */
final class Subject {
  private final PipelineSpec spec;
  private final @Nullable ModelSet models;
  private final Map<String, List<Column>> columns;
  private final UnaryOperator<@Nullable String> environment;
  private final Map<String, Expressions> expressions = new HashMap<>();

  Subject(
      PipelineSpec spec,
      @Nullable ModelSet models,
      Map<String, List<Column>> columns,
      UnaryOperator<@Nullable String> environment) {
    this.spec = spec;
    this.models = models;
    this.columns = Map.copyOf(columns);
    this.environment = environment;
  }

  PipelineSpec spec() {
    return spec;
  }

  /** Null if they are not known. */
  @Nullable ModelSet models() {
    return models;
  }

  Optional<Interface> model(String dtmi) {
    return models == null ? Optional.empty() : models.find(dtmi);
  }

  @Nullable String environment(String variable) {
    return environment.apply(variable);
  }

  /** All rules, first those for twins. */
  List<Rule> rules() {
    return Stream.<Rule>concat(spec.twins().stream(), spec.relationships().stream()).toList();
  }

  /** The names of a source's columns; null if they are not known. */
  @Nullable List<String> columnNames(Source source) {
    List<Column> known = columns.get(source.name().text());
    if (known != null) {
      return known.stream().map(Column::name).toList();
    }
    return source.columns().isEmpty()
        ? null
        : source.columns().stream().map(Text::text).distinct().toList();
  }

  /** The expressions over a source; null if there is no such source. */
  @Nullable Expressions expressions(Text source) {
    Source found = spec.sources().get(source.text());
    return found == null
        ? null
        : expressions.computeIfAbsent(source.text(), name -> expressions(name, found));
  }

  /** The names that expressions over a source know; null if its columns are not known. */
  private @Nullable List<String> names(Source source) {
    List<String> own = columnNames(source);
    if (own == null) {
      return null;
    }
    List<String> names = new ArrayList<>(own);
    for (Source.Lookup lookup : source.lookups()) {
      Source other = spec.sources().get(lookup.from().text());
      List<String> theirs = other == null ? null : columnNames(other);
      (theirs == null ? List.of(Expressions.ANY_COLUMN) : theirs)
          .forEach(column -> names.add(lookup.column(column)));
    }
    return names;
  }

  private Expressions expressions(String name, Source source) {
    Map<String, ParameterType> types = new LinkedHashMap<>();
    spec.parameters().forEach((key, parameter) -> types.put(key, parameter.type()));
    List<Column> known = columns.get(name);
    return known == null
        ? Expressions.untyped(names(source), types)
        : Expressions.of(known, Map.of(), types);
  }

  /** The type of a source's column, once it is known. */
  Optional<ColumnType> type(Source source, String column) {
    return columns.getOrDefault(source.name().text(), List.of()).stream()
        .filter(each -> each.name().equalsIgnoreCase(column))
        .map(Column::type)
        .findFirst();
  }

  /** What a template gives; null if it does not compile, which is reported elsewhere. */
  @Nullable ResultType type(Text source, Template template) {
    Expressions over = expressions(source);
    return over == null ? null : over.resultType(template, new Issues());
  }

  /** The rules for twins whose ids look like those of a template: the same text around values. */
  List<TwinRule> rulesFor(Template id) {
    String shape = shape(id);
    return spec.twins().stream().filter(rule -> shape(rule.id()).equals(shape)).toList();
  }

  /** The text of an id, with a mark in the place of each value. */
  static String shape(Template id) {
    StringBuilder shape = new StringBuilder();
    id.parts()
        .forEach(
            part -> shape.append(part instanceof Template.Literal literal ? literal.text() : "\0"));
    return shape.toString();
  }

  /** The parameters of the file. */
  Map<String, Parameter> parameters() {
    return spec.parameters();
  }
}
