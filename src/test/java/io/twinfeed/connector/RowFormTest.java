package io.twinfeed.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFormTest {
  private static final Schema TEXTS =
      Schema.builder()
          .addNullableStringField("op")
          .addNullableStringField("id")
          .addNullableStringField("model")
          .addNullableStringField("properties")
          .addNullableStringField("components")
          .addNullableStringField("source")
          .addNullableStringField("name")
          .addNullableStringField("target")
          .build();

  @Test
  void rows_of_other_fields_are_refused_before_anything_runs() {
    assertThatThrownBy(() -> new RowForm(Schema.builder().addStringField("temperature").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown field temperature of the rows to write; known are op, id,")
        .hasMessageEndingWith("Values of a twin go into properties");
    assertThatThrownBy(() -> new RowForm(Schema.builder().addStringField("op").build()))
        .hasMessage("the rows to write have no field id");
  }

  @Test
  void a_row_that_is_no_mutation_says_why() {
    assertThat(problem(Map.of("id", "a"))).isEqualTo("the row is no mutation: model is missing");
    assertThat(problem(Map.of("model", "dtmi:a;1")))
        .isEqualTo("the row is no mutation: id is missing");
    assertThat(problem(Map.of("op", "drop", "id", "a")))
        .startsWith("the row is no mutation: op is drop; known are upsert_twin,");
    assertThat(problem(Map.of("op", "patch_twin", "id", "a", "properties", "[1]")))
        .isEqualTo("the row is no mutation: properties is no JSON object");
    assertThat(problem(Map.of("op", "patch_twin", "id", "a", "properties", "null")))
        .isEqualTo("the row is no mutation: properties is no JSON object");
    assertThat(problem(Map.of("op", "patch_twin", "id", "a", "components", "{\"plate\": 1}")))
        .isEqualTo("the row is no mutation: components.plate is no object, but Integer");
    assertThat(problem(Map.of("op", "upsert_relationship", "id", "r", "source", "a")))
        .isEqualTo("the row is no mutation: name is missing");
    assertThat(problem(Map.of("op", "delete_relationship", "id", "r")))
        .isEqualTo("the row is no mutation: source is missing");
  }

  @Test
  void a_value_that_json_does_not_have_says_where_it_is() {
    Schema values =
        Schema.builder().addNullableField("d", FieldType.DOUBLE).addByteArrayField("b").build();
    Schema schema =
        Schema.builder()
            .addStringField("id")
            .addStringField("model")
            .addRowField("properties", values)
            .build();
    RowForm form = new RowForm(schema);

    assertThat(form.mutation(row(schema, "a", "m", row(values, Double.NaN, new byte[1]))))
        .isInstanceOfSatisfying(
            Form.Read.Unfit.class,
            unfit ->
                assertThat(unfit.why().message())
                    .endsWith("properties.d is no number that JSON has: NaN"));
    assertThat(form.mutation(row(schema, "a", "m", row(values, 1.0, new byte[1]))))
        .isInstanceOfSatisfying(
            Form.Read.Unfit.class,
            unfit ->
                assertThat(unfit.why().message())
                    .endsWith("properties.b is no value that JSON has, but bytes"));
  }

  @Test
  void a_twin_is_read_from_json_text() {
    assertThat(
            mutation(
                Map.of(
                    "id", "a",
                    "model", "dtmi:a;1",
                    "properties", "{\"n\": 0.10, \"no\": null, \"tags\": [\"x\"]}",
                    "components", "{\"plate\": {\"serial\": \"7\"}, \"empty\": {}}")))
        .isEqualTo(
            new Mutation.UpsertTwin(
                new Twin(
                    new TwinId("a"),
                    "dtmi:a;1",
                    Map.of(
                        "n", new Value.Num(new BigDecimal("0.1")),
                        "tags", new Value.Items(List.of(new Value.Text("x")))),
                    Map.of("plate", Map.of("serial", new Value.Text("7")), "empty", Map.of()),
                    Map.of(),
                    null)));
  }

  @Test
  void a_twin_is_read_from_nested_rows_and_maps() {
    Schema values =
        Schema.builder()
            .addNullableField("count", FieldType.INT32)
            .addNullableField("ratio", FieldType.FLOAT)
            .addDateTimeField("at")
            .addArrayField("all", FieldType.INT64)
            .build();
    Schema schema =
        Schema.builder()
            .addStringField("id")
            .addStringField("model")
            .addRowField("properties", values)
            .addMapField(
                "components", FieldType.STRING, FieldType.map(FieldType.STRING, FieldType.BOOLEAN))
            .build();
    Row row =
        row(
            schema,
            "a",
            "dtmi:a;1",
            row(values, 7, null, Instant.parse("2026-11-22T12:00:00Z"), List.of(1L, 2L)),
            Map.of("plate", Map.of("is", true)));

    assertThat(new RowForm(schema).mutation(row))
        .isEqualTo(
            new Form.Read.Fit(
                new Mutation.UpsertTwin(
                    new Twin(
                        new TwinId("a"),
                        "dtmi:a;1",
                        Map.of(
                            "count", Value.Num.of(7),
                            "at", new Value.Text("2026-11-22T12:00:00.000Z"),
                            "all", new Value.Items(List.of(Value.Num.of(1), Value.Num.of(2)))),
                        Map.of("plate", Map.of("is", new Value.Bool(true))),
                        Map.of(),
                        null))));
  }

  @Test
  void what_is_null_in_a_patch_is_to_go() {
    Patch patch =
        new Patch(
            List.of(
                new Patch.Add("/name", new Value.Text("x")),
                new Patch.Remove("/temperature"),
                new Patch.Remove("/plate/serial")));
    String properties = "{\"name\": \"x\", \"temperature\": null}";

    assertThat(
            mutation(
                Map.of(
                    "op", "patch_twin",
                    "id", "a",
                    "properties", properties,
                    "components", "{\"plate\": {\"serial\": null}}")))
        .isEqualTo(new Mutation.PatchTwin(new TwinId("a"), patch));
    assertThat(
            mutation(
                Map.of(
                    "op", "patch_relationship",
                    "source", "a",
                    "id", "r",
                    "target", "b",
                    "properties", properties)))
        .isEqualTo(
            new Mutation.PatchRelationship(
                new TwinId("a"), "r", new TwinId("b"), new Patch(patch.ops().subList(0, 2))));
  }

  @Test
  void relationships_and_deletes_are_read() {
    assertThat(
            mutation(
                Map.of(
                    "op", "upsert_relationship",
                    "source", "a",
                    "id", "r",
                    "name", "feeds",
                    "target", "b",
                    "properties", "{\"note\": \"n\"}")))
        .isEqualTo(
            new Mutation.UpsertRelationship(
                new Relationship(
                    new TwinId("a"),
                    "r",
                    "feeds",
                    new TwinId("b"),
                    Map.of("note", new Value.Text("n")),
                    null)));
    assertThat(mutation(Map.of("op", "delete_twin", "id", "a")))
        .isEqualTo(new Mutation.DeleteTwin(new TwinId("a")));
    assertThat(mutation(Map.of("op", "delete_relationship", "source", "a", "id", "r")))
        .isEqualTo(new Mutation.DeleteRelationship(new TwinId("a"), "r"));
  }

  private static String problem(Map<String, String> fields) {
    return ((Form.Read.Unfit) new RowForm(TEXTS).mutation(texts(fields))).why().message();
  }

  private static Mutation mutation(Map<String, String> fields) {
    return ((Form.Read.Fit) new RowForm(TEXTS).mutation(texts(fields))).mutation();
  }

  static Row texts(Map<String, String> fields) {
    Map<String, @Nullable Object> all = new HashMap<>();
    TEXTS.getFieldNames().forEach(name -> all.put(name, fields.get(name)));
    return Row.withSchema(TEXTS).withFieldValues(all).build();
  }

  private static Row row(Schema schema, @Nullable Object... values) {
    return Row.withSchema(schema).addValues(Arrays.asList(values)).build();
  }
}
