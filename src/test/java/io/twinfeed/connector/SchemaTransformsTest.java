package io.twinfeed.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The transforms of other languages, found by their names and run here. */
class SchemaTransformsTest {
  private static final String WRITE = "beam:schematransform:io.twinfeed:digital_twins_write:v1";
  private static final String QUERY = "beam:schematransform:io.twinfeed:digital_twins_query:v1";
  private static final Row PUMP =
      RowFormTest.texts(
          Map.of(
              "id", "a",
              "model", Plant.PUMP,
              "properties", "{\"name\": \"x\", \"temperature\": 61.5}",
              "components", "{\"plate\": {}}"));
  private static final Row UNFIT = RowFormTest.texts(Map.of("id", "b"));
  private static final Row DANGLING =
      RowFormTest.texts(
          Map.of(
              "op",
              "upsert_relationship",
              "source",
              "a",
              "id",
              "r",
              "name",
              "feeds",
              "target",
              "c"));

  private final Plant plant = new Plant();

  @AfterEach
  void stop() {
    plant.close();
  }

  @Test
  void a_configuration_that_lacks_something_or_says_something_unknown_has_a_cure() {
    assertThatThrownBy(() -> transform(WRITE, Map.of("endpoint", "")))
        .hasMessage(
            "digital_twins_write: endpoint is missing; such as"
                + " https://<instance>.api.<region>.digitaltwins.azure.net");
    assertThatThrownBy(() -> transform(WRITE, Map.of("endpoint", "x", "limits", "many")))
        .hasMessage("digital_twins_write: limits is many; known are azure and none");
    assertThatThrownBy(() -> transform(WRITE, Map.of("endpoint", "x", "share", 2.0)))
        .hasMessage("share must be above 0 and up to 1 (is 2.0)");
    assertThatThrownBy(() -> transform(QUERY, Map.of("endpoint", "x", "query", "")))
        .hasMessage("digital_twins_query: query is missing; such as SELECT * FROM DIGITALTWINS");
    assertThatThrownBy(
            () ->
                transform(
                    QUERY, Map.of("endpoint", "x", "query", "q", "fields", Map.of("id", "INT64"))))
        .hasMessage(
            "digital_twins_query: the type of field id is INT64; known are string, integer, number,"
                + " boolean and json");
  }

  @Test
  void without_a_place_for_errors_a_row_that_is_refused_fails_the_pipeline() {
    assertThatThrownBy(
            () ->
                Plant.run(
                    pipeline ->
                        write(pipeline.apply(rows(UNFIT)), Map.of("endpoint", plant.endpoint()))))
        .hasMessageContaining(
            "DigitalTwinsIO: ROW-MUTATION: the row is no mutation: model is missing; ");
  }

  @Test
  void rows_are_written_and_those_that_are_refused_are_an_output() {
    Plant.run(
        pipeline -> {
          PCollectionRowTuple written =
              write(
                  pipeline.apply(rows(PUMP, UNFIT, DANGLING)),
                  Map.of(
                      "endpoint",
                      plant.endpoint(),
                      "limits",
                      "none",
                      "share",
                      0.5,
                      "error_handling",
                      "bad"));

          assertThat(written.getAll()).containsOnlyKeys("written", "bad");
          PAssert.that(written.get("written"))
              .containsInAnyOrder(
                  Row.withSchema(written.get("written").getSchema())
                      .addValues("a", null, "created")
                      .build());
          PAssert.that(written.get("bad"))
              .satisfies(
                  failures -> {
                    assertThat(failures)
                        .extracting(row -> row.getRow("failed_row"))
                        .containsExactlyInAnyOrder(UNFIT, DANGLING);
                    assertThat(failures)
                        .extracting(row -> row.getString("error_message"))
                        .anyMatch(message -> message.startsWith("ROW-MUTATION: the row is no"))
                        .anyMatch(
                            message -> message.startsWith("REL-404: relationship r of twin a"));
                    return null;
                  });
        });

    assertThat(plant.twin("a").properties()).containsEntry("temperature", Value.Num.of(61.5));
  }

  @Test
  void the_rows_of_a_query_have_the_fields_that_are_asked_for() {
    write();
    Schema fields =
        Schema.builder()
            .addNullableField("id", Schema.FieldType.STRING)
            .addNullableField("nothing", Schema.FieldType.BOOLEAN)
            .addNullableField("plate", Schema.FieldType.STRING)
            .addNullableField("temperature", Schema.FieldType.DOUBLE)
            .build();

    Plant.run(
        pipeline ->
            PAssert.that(
                    query(
                        PCollectionRowTuple.empty(pipeline),
                        "SELECT T.$dtId AS id, T.temperature, T.plate FROM DIGITALTWINS T",
                        Map.of(
                            "temperature", "number",
                            "id", "string",
                            "plate", "json",
                            "nothing", "boolean")))
                .satisfies(
                    rows -> {
                      assertThat(rows)
                          .singleElement()
                          .satisfies(
                              row -> {
                                assertThat(row.getSchema()).isEqualTo(fields);
                                assertThat(row.getString("id")).isEqualTo("a");
                                assertThat(row.getDouble("temperature")).isEqualTo(61.5);
                                assertThat(row.getString("plate")).startsWith("{\"$metadata\"");
                                assertThat(row.getBoolean("nothing")).isNull();
                              });
                      return null;
                    }));
  }

  @Test
  void without_fields_the_rows_of_a_query_are_json_text() {
    write();

    Plant.run(
        pipeline ->
            PAssert.that(
                    query(
                        PCollectionRowTuple.empty(pipeline),
                        "SELECT T.name, T.temperature FROM DIGITALTWINS T",
                        Map.of()))
                .satisfies(
                    rows -> {
                      assertThat(rows)
                          .extracting(row -> row.getString("json"))
                          .containsExactly("{\"name\":\"x\",\"temperature\":61.5}");
                      return null;
                    }));
  }

  @Test
  void a_column_of_another_type_than_was_asked_for_fails_with_its_name() {
    write();

    assertThatThrownBy(
            () ->
                Plant.run(
                    pipeline ->
                        query(
                            PCollectionRowTuple.empty(pipeline),
                            "SELECT T.temperature FROM DIGITALTWINS T",
                            Map.of("temperature", "integer"))))
        .hasMessageContaining(
            "column temperature is asked for as integer, and is 61.5; ask for it as json");
  }

  private void write() {
    Plant.run(pipeline -> write(pipeline.apply(rows(PUMP)), Map.of("endpoint", plant.endpoint())));
  }

  private static Create.Values<Row> rows(Row... rows) {
    return Create.of(List.of(rows)).withRowSchema(PUMP.getSchema());
  }

  private static PCollectionRowTuple write(PCollection<Row> rows, Map<String, Object> fields) {
    return PCollectionRowTuple.of("input", rows).apply(transform(WRITE, fields));
  }

  private PCollection<Row> query(
      PCollectionRowTuple begin, String text, Map<String, String> fields) {
    return begin
        .apply(
            transform(
                QUERY,
                fields.isEmpty()
                    ? Map.of("endpoint", plant.endpoint(), "query", text)
                    : Map.of("endpoint", plant.endpoint(), "query", text, "fields", fields)))
        .get("output");
  }

  private static SchemaTransform transform(String identifier, Map<String, Object> fields) {
    return provider(identifier).from(configuration(provider(identifier), fields));
  }

  static SchemaTransformProvider provider(String identifier) {
    return ServiceLoader.load(SchemaTransformProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.identifier().equals(identifier))
        .findFirst()
        .orElseThrow();
  }

  /** As another language makes it: with what is given, and null for what is not. */
  static Row configuration(SchemaTransformProvider provider, Map<String, Object> fields) {
    Schema schema = provider.configurationSchema();
    Row.Builder row = Row.withSchema(schema);
    for (Schema.Field field : schema.getFields()) {
      Object value = fields.get(field.getName());
      row.addValue(
          value instanceof String name && field.getType().getTypeName().isCompositeType()
              ? Row.withSchema(field.getType().getRowSchema()).addValue(name).build()
              : value);
    }
    return row.build();
  }
}
