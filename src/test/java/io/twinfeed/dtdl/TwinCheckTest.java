package io.twinfeed.dtdl;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issues;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwinCheckTest {
  private static final String MODELS =
      """
      [{"@context": "dtmi:dtdl:context;2", "@id": "dtmi:ex:room;1", "@type": "Interface",
        "contents": [
          {"@type": "Property", "name": "size", "schema": "integer"},
          {"@type": "Telemetry", "name": "noise", "schema": "integer"},
          {"@type": "Component", "name": "lamp", "schema": "dtmi:ex:lamp;1"},
          {"@type": "Relationship", "name": "nextTo", "target": "dtmi:ex:room;1",
           "properties": [{"@type": "Property", "name": "since", "schema": "date"}]}]},
       {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:ex:hall;1", "@type": "Interface",
        "extends": "dtmi:ex:room;1"},
       {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:ex:lamp;1", "@type": "Interface",
        "contents": [{"@type": "Property", "name": "on", "schema": "boolean"}]}]
      """;

  private final TwinCheck check =
      new TwinCheck(
          ModelParser.parse(
              List.of(new ModelText("models.json", MODELS)), ModelSet.empty(), new Issues()));

  @Test
  void a_twin_of_an_unknown_model_is_refused_in_the_words_of_the_service() {
    assertThat(check.check(twin("dtmi:ex:gone;1", Map.of(), Map.of())))
        .containsExactly(
            new Problem("", "dtmi:ex:gone;1 or one of its dependencies does not exist"));
  }

  @Test
  void every_problem_of_a_twin_is_found() {
    Twin twin =
        twin(
            "dtmi:ex:hall;1",
            Map.of("size", new Value.Text("big"), "noise", Value.Num.of(3)),
            Map.of("lamp", Map.of("on", Value.Num.of(1), "red", Value.Num.of(1)), "fan", Map.of()));
    assertThat(check.check(twin))
        .containsExactlyInAnyOrder(
            new Problem(
                "size", "size: expected integer in -2147483648..2147483647, found text \"big\""),
            new Problem("noise", "noise does not appear on the DTDL for Twin"),
            new Problem("fan", "fan does not appear on the DTDL for Twin"),
            new Problem("lamp.on", "lamp.on: expected true or false, found number 1"),
            new Problem("lamp.red", "red does not appear on the DTDL for lamp"));
  }

  @Test
  void a_missing_component_is_a_problem_and_an_empty_one_is_not() {
    assertThat(check.check(twin("dtmi:ex:room;1", Map.of(), Map.of())))
        .containsExactly(
            new Problem("lamp", "the component lamp is missing; it must be there, even if empty"));
    assertThat(check.check(twin("dtmi:ex:room;1", Map.of(), Map.of("lamp", Map.of())))).isEmpty();
  }

  @Test
  void a_relationship_is_checked_for_its_name_its_target_and_its_properties() {
    assertThat(check.check(link("above", Map.of()), "dtmi:ex:hall;1", "dtmi:ex:room;1"))
        .containsExactly(
            new Problem(
                "above", "the relationship above does not appear on the DTDL for dtmi:ex:hall;1"));
    assertThat(
            check.check(
                link("nextTo", Map.of("since", new Value.Text("today"), "by", Value.Num.of(1))),
                "dtmi:ex:hall;1",
                "dtmi:ex:lamp;1"))
        .containsExactlyInAnyOrder(
            new Problem(
                "nextTo",
                "the relationship nextTo leads to dtmi:ex:room;1, but the target twin is a"
                    + " dtmi:ex:lamp;1"),
            new Problem("since", "since: expected date as in 2026-01-31, found text \"today\""),
            new Problem("by", "by does not appear on the DTDL for Relationship nextTo"));
  }

  @Test
  void a_target_that_extends_the_declared_one_will_do() {
    assertThat(check.check(link("nextTo", Map.of()), "dtmi:ex:hall;1", "dtmi:ex:hall;1")).isEmpty();
  }

  private static Relationship link(String name, Map<String, Value> properties) {
    return new Relationship(new TwinId("a"), "r", name, new TwinId("b"), properties, null);
  }

  private static Twin twin(
      String model, Map<String, Value> properties, Map<String, Map<String, Value>> components) {
    return new Twin(new TwinId("t"), model, properties, components, Map.of(), null);
  }
}
