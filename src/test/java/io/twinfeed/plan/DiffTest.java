package io.twinfeed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.group.Desired;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DiffTest {
  private static final TwinId ID = new TwinId("machine-1");
  private static final String MODEL = "dtmi:com:example:Machine;1";
  private static final PropertyPath NAME = PropertyPath.of("name");
  private static final PropertyPath SERIAL = PropertyPath.in("nameplate", "serial");
  private static final PropertyPath WIDTH = new PropertyPath(null, "size", List.of("width"));
  private static final PropertyPath DEPTH = new PropertyPath(null, "size", List.of("depth"));

  @Test
  void values_that_something_else_wrote_are_never_touched() {
    Twin live = live(Map.of("name", text("A"), "temperature", num(71)), Map.of());

    assertThat(Diff.of(desired(Map.of(NAME, text("A"))), live).isEmpty()).isTrue();
    assertThat(Diff.of(desired(Map.of(NAME, text("B"))), live).ops())
        .containsExactly(new Patch.Add("/name", text("B")));
  }

  @Test
  void an_absent_value_is_removed_only_where_there_is_one() {
    Desired desired = desired(Map.of(), Set.of(NAME, SERIAL));

    assertThat(Diff.of(desired, live(Map.of(), Map.of("nameplate", Map.of()))).ops()).isEmpty();
    assertThat(
            Diff.of(
                    desired,
                    live(
                        Map.of("name", text("A")),
                        Map.of("nameplate", Map.of("serial", text("S")))))
                .ops())
        .containsExactlyInAnyOrder(
            new Patch.Remove("/name"), new Patch.Remove("/nameplate/serial"));
  }

  @Test
  void a_number_that_only_looks_different_is_no_difference() {
    Twin live = live(Map.of("name", new Value.Num(new java.math.BigDecimal("80.0"))), Map.of());

    assertThat(Diff.of(desired(Map.of(NAME, num(80))), live).isEmpty()).isTrue();
  }

  @Test
  void the_fields_of_a_missing_object_go_in_with_the_object() {
    Desired desired = desired(Map.of(WIDTH, num(2), DEPTH, num(3)));

    assertThat(Diff.of(desired, live(Map.of(), Map.of())).ops())
        .containsExactly(
            new Patch.Add("/size", new Value.Struct(Map.of("width", num(2), "depth", num(3)))));
  }

  @Test
  void a_field_of_an_object_that_is_there_is_set_alone_and_for_that_version_only() {
    Desired desired = desired(Map.of(WIDTH, num(2)));
    Twin live =
        live(Map.of("size", new Value.Struct(Map.of("width", num(1), "height", num(9)))), Map.of());

    Patch patch = Diff.of(desired, live);

    assertThat(patch.ops()).containsExactly(new Patch.Add("/size/width", num(2)));
    assertThat(Diff.needsVersion(desired, patch)).isTrue();
  }

  @Test
  void a_plain_property_fits_any_version() {
    Desired desired = desired(Map.of(NAME, text("B")));

    assertThat(Diff.needsVersion(desired, Diff.of(desired, live(Map.of(), Map.of())))).isFalse();
  }

  @Test
  void source_time_alone_writes_nothing_and_goes_with_a_value_that_changes() {
    Desired desired =
        new Desired(
            ID,
            "machine",
            MODEL,
            true,
            new TreeMap<>(Map.of(NAME, text("B"))),
            new TreeSet<>(),
            new TreeMap<>(Map.of("name", "2024-02-29T00:00:00Z")));

    assertThat(Diff.of(desired, live(Map.of("name", text("B")), Map.of())).isEmpty()).isTrue();
    assertThat(Diff.of(desired, live(Map.of("name", text("A")), Map.of())).ops())
        .containsExactly(
            new Patch.Add("/name", text("B")),
            new Patch.Add("/$metadata/name/sourceTime", text("2024-02-29T00:00:00Z")));
  }

  @Test
  void another_model_is_replaced() {
    Twin live = new Twin(ID, "dtmi:com:example:Old;1", Map.of(), Map.of(), Map.of(), "W/\"1\"");
    Desired desired = desired(Map.of());

    Patch patch = Diff.of(desired, live);

    assertThat(patch.ops()).containsExactly(new Patch.Replace("/$metadata/$model", text(MODEL)));
    assertThat(Diff.needsVersion(desired, patch)).isTrue();
  }

  @Test
  void a_new_twin_has_all_components_of_its_model() {
    Twin twin =
        Diff.whole(
            desired(Map.of(NAME, text("A"), WIDTH, num(2), DEPTH, num(3), SERIAL, text("S"))),
            Set.of("nameplate", "location"));

    assertThat(twin.properties())
        .containsOnly(
            Map.entry("name", text("A")),
            Map.entry("size", new Value.Struct(Map.of("width", num(2), "depth", num(3)))));
    assertThat(twin.components())
        .containsOnly(
            Map.entry("nameplate", Map.of("serial", text("S"))), Map.entry("location", Map.of()));
  }

  @Test
  void only_the_mapped_properties_of_a_relationship_are_compared() {
    Desired.Link link =
        new Desired.Link(
            ID,
            "partOf",
            "partOf",
            "partOf.x",
            new TwinId("line-1"),
            Map.of("since", text("2024-01-01")),
            new TreeSet<>(Set.of("note")));
    Relationship live =
        new Relationship(
            ID,
            "partOf.x",
            "partOf",
            new TwinId("line-1"),
            Map.of("since", text("2023-01-01"), "note", text("old"), "checkedBy", text("Ada")),
            "W/\"1\"");

    assertThat(Diff.of(link, live).ops())
        .containsExactly(new Patch.Add("/since", text("2024-01-01")), new Patch.Remove("/note"));
  }

  private static Desired desired(Map<PropertyPath, Value> values) {
    return desired(values, Set.of());
  }

  private static Desired desired(Map<PropertyPath, Value> values, Set<PropertyPath> absent) {
    return new Desired(
        ID, "machine", MODEL, true, new TreeMap<>(values), new TreeSet<>(absent), new TreeMap<>());
  }

  private static Twin live(
      Map<String, Value> properties, Map<String, Map<String, Value>> components) {
    return new Twin(ID, MODEL, properties, components, Map.of(), "W/\"1\"");
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value num(long number) {
    return Value.Num.of(number);
  }
}
