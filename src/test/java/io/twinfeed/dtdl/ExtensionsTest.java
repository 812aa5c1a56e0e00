package io.twinfeed.dtdl;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issues;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Semantic types, annotations, overrides and histories, in each spelling and across models. */
class ExtensionsTest {
  private static final String HEAT =
      "{'@type': ['Telemetry', 'Temperature'], 'name': 'heat', 'schema': 'double',"
          + " 'unit': 'kelvin'}";
  private static final String HEAT_UNIT =
      "{'@type': ['Property', 'ValueAnnotation', 'Override'], 'name': '%s', 'annotates': 'heat',"
          + " 'overrides': '%s', 'schema': '%s'}";

  @Test
  void an_annotation_of_an_annotation_is_refused() {
    assertThat(
            issues(
                HEAT,
                "{'@type': ['Property', 'ValueAnnotation'], 'name': 'a', 'annotates': 'heat',"
                    + " 'schema': 'date'}",
                "{'@type': ['Property', 'ValueAnnotation'], 'name': 'b', 'annotates': 'a',"
                    + " 'schema': 'date'}"))
        .isEqualTo(
            "DTDL-036 Property \"b\" of dtmi:example:room;1 annotates \"a\", which is an annotation"
                + " itself");
  }

  @Test
  void an_annotation_without_a_name_or_of_a_relationship_is_refused() {
    assertThat(
            issues(
                "{'@type': 'Relationship', 'name': 'has'}",
                "{'@type': ['Property', 'ValueAnnotation'], 'name': 'a', 'schema': 'date'}",
                "{'@type': ['Property', 'ValueAnnotation'], 'name': 'b', 'annotates': 'has',"
                    + " 'schema': 'date'}"))
        .isEqualTo(
            """
            DTDL-036 Property "a" of dtmi:example:room;1 is a value annotation without the name of what it annotates
            DTDL-036 Property "b" of dtmi:example:room;1 annotates "has", which is no property or telemetry""");
  }

  @Test
  void an_override_that_annotates_nothing_is_refused() {
    assertThat(
            issues(
                "{'@type': ['Property', 'Override'], 'name': 'a', 'overrides': 'unit',"
                    + " 'schema': 'LengthUnit'}"))
        .isEqualTo(
            "DTDL-032 Property \"a\" of dtmi:example:room;1 has the type Override, but not"
                + " ValueAnnotation");
  }

  @Test
  void an_override_of_what_no_extension_gave_and_a_second_one_are_refused() {
    assertThat(
            issues(
                HEAT,
                HEAT_UNIT.formatted("a", "displayName", "TemperatureUnit"),
                HEAT_UNIT.formatted("b", "unit", "TemperatureUnit"),
                HEAT_UNIT.formatted("c", "unit", "TemperatureUnit")))
        .isEqualTo(
            """
            DTDL-037 Property "a" of dtmi:example:room;1 overrides "displayName", which heat does not have from an extension
            DTDL-037 Property "b" of dtmi:example:room;1 overrides what another one overrides too
            DTDL-037 Property "c" of dtmi:example:room;1 overrides what another one overrides too""");
  }

  @Test
  void a_history_of_a_relationship_is_refused() {
    assertThat(issues("{'@type': ['Relationship', 'Historized'], 'name': 'has'}"))
        .isEqualTo(
            "DTDL-032 Relationship \"has\" of dtmi:example:room;1 has the type Historized, which a"
                + " Relationship can't have");
  }

  @ParameterizedTest
  @CsvSource({
    "Historized, dtmi:dtdl:extension:annotation;1",
    "Temperature, dtmi:dtdl:extension:historization;1",
    "ValueAnnotation, dtmi:dtdl:extension:overriding;1"
  })
  void a_type_of_an_extension_that_the_context_does_not_name_is_refused(
      String type, String context) {
    String model =
        "{'@context': ['dtmi:dtdl:context;3', '%s'], '@id': 'dtmi:example:room;1',"
            + " '@type': 'Interface', 'contents': {'@type': ['Property', '%s'], 'name': 'a',"
            + " 'schema': 'double'}}";
    assertThat(check(model.formatted(context, type), ModelSet.empty()))
        .isEqualTo(
            "DTDL-031 Property \"a\" of dtmi:example:room;1 has the type %s, which is not known here"
                .formatted(type));
  }

  @Test
  void annotation_override_and_history_of_one_another_pass_in_either_spelling() {
    assertThat(
            issues(
                HEAT,
                "{'@type': ['Property', 'Historized'], 'name': 'size', 'schema': 'long'}",
                HEAT_UNIT.formatted("a", "unit", "TemperatureUnit")))
        .isEmpty();
    String v1 = "dtmi:dtdl:extension:quantitativeTypes:v1:";
    assertThat(
            issues(
                "{'@type': ['Telemetry', '%sclass:Temperature'], 'name': 'heat', 'schema': 'double',"
                        .formatted(v1)
                    + " '%sproperty:unit': '%sunit:kelvin'}".formatted(v1, v1),
                HEAT_UNIT
                    .formatted("a", v1 + "property:unit", v1 + "enum:TemperatureUnit")
                    .replace(
                        "'ValueAnnotation'", "'dtmi:dtdl:extension:annotation:v1:ValueAnnotation'")
                    .replace(
                        "'annotates'",
                        "'dtmi:dtdl:extension:annotation:v1:ValueAnnotation:annotates'")))
        .isEmpty();
  }

  @Test
  void an_annotation_may_be_of_what_a_model_from_before_defines_and_an_ancestor_passes_on() {
    Issues issues = new Issues();
    ModelSet before =
        ModelParser.parse(
            List.of(
                text(model("base", HEAT)),
                text(
                    model("middle", "")
                        .replace("'Interface'", "'Interface', 'extends': 'dtmi:example:base;1'"))),
            ModelSet.empty(),
            issues);
    assertThat(issues.all()).isEmpty();
    String child =
        model("room", HEAT_UNIT.formatted("a", "unit", "%s"))
            .replace("'Interface'", "'Interface', 'extends': 'dtmi:example:middle;1'");
    assertThat(check(child.formatted("TemperatureUnit"), before)).isEmpty();
    assertThat(check(child.formatted("LengthUnit"), before)).startsWith("DTDL-037");
  }

  private static String issues(String... contents) {
    return check(model("room", String.join(", ", contents)), ModelSet.empty());
  }

  private static String model(String name, String contents) {
    return "{'@context': ['dtmi:dtdl:context;3', 'dtmi:dtdl:extension:quantitativeTypes;1',"
        + " 'dtmi:dtdl:extension:annotation;1', 'dtmi:dtdl:extension:overriding;1',"
        + " 'dtmi:dtdl:extension:historization;1'], '@id': 'dtmi:example:"
        + name
        + ";1', '@type': 'Interface', 'contents': ["
        + contents
        + "]}";
  }

  private static ModelText text(String model) {
    return new ModelText("model", model.replace('\'', '"'));
  }

  private static String check(String model, ModelSet before) {
    Issues issues = new Issues();
    ModelParser.parse(List.of(text(model)), before, issues);
    return issues.all().stream()
        .map(each -> each.code() + " " + each.message())
        .collect(Collectors.joining("\n"));
  }
}
