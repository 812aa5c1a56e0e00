package io.twinfeed.dtdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ModelParserTest {
  private static final String ROOM =
      """
      {
        "@context": ["dtmi:dtdl:context;3", "dtmi:dtdl:extension:quantitativeTypes;1"],
        "@id": "dtmi:example:room;1",
        "@type": "Interface",
        "displayName": {"en": "Room", "de": "Raum"},
        "extends": "dtmi:example:space;1",
        "contents": [
          {"@type": ["Property", "Temperature"], "name": "heat", "schema": "double",
           "unit": "degreeCelsius", "writable": true},
          {"@type": "Property", "name": "state", "schema": "dtmi:example:room:state;1"},
          {"@type": "Property", "name": "sizes", "schema": {"@type": "Array",
           "elementSchema": {"@type": "Map", "mapKey": {"name": "k", "schema": "string"},
           "mapValue": {"name": "v", "schema": "long"}}}},
          {"@type": "Property", "name": "where", "schema": "point"},
          {"@type": "Property", "name": "measuredIn", "schema": "LengthUnit"},
          {"@type": "Component", "name": "lamp", "schema": "dtmi:example:lamp;1"},
          {"@type": "Telemetry", "name": "noise", "schema": "float"},
          {"@type": "Relationship", "name": "nextTo", "target": "dtmi:example:room;1",
           "properties": {"@type": "Property", "name": "since", "schema": "date"}}
        ],
        "schemas": {"@id": "dtmi:example:room:state;1", "@type": "Enum", "valueSchema": "integer",
          "enumValues": [{"name": "free", "enumValue": 1}, {"name": "taken", "enumValue": 2}]}
      }
      """;
  private static final String SPACE =
      """
      [{"@context": "dtmi:dtdl:context;2", "@id": "dtmi:example:space;1", "@type": "Interface",
        "contents": {"@type": "Property", "name": "address", "schema": {"@type": "Object",
          "fields": [{"name": "street", "schema": "string"}]}}},
       {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:example:lamp;1", "@type": "Interface",
        "contents": {"@type": "Property", "name": "on", "schema": "boolean"}}]
      """;

  @Test
  void text_that_is_no_json_is_reported_with_its_place_and_the_other_files_are_still_checked() {
    assertThat(issues("{\"@id\": }", "[1]"))
        .isEqualTo(
            """
            DTDL-001 1.json:1:9 not valid JSON: Unexpected character ('}' (code 125)): expected a value
            DTDL-004 2.json:1:2 a model document holds the number 1""");
  }

  @Test
  void all_problems_of_a_document_are_reported_at_once() {
    String bad =
        """
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:example:room", "@type": "Interface",
         "contents": [
           {"@type": "Property", "name": "1st", "schema": "decimal"},
           {"@type": "Property", "name": "twice", "schema": "string", "name": "again"},
           {"@type": "Property", "schema": "dtmi:example:gone;1"},
           {"@type": "Feature", "name": "x"},
           {"@type": "Property", "name": "list", "schema": {"@type": "Array", "elementSchema": "long"}},
           {"@type": "Property", "name": "list", "schema": "string", "size": 3}]}
        """;
    assertThat(issues(bad))
        .isEqualTo(
            """
            DTDL-021 1.json:1:44 @id "dtmi:example:room" is not a DTMI
            DTDL-044 1.json:3:34 Property "1st" of dtmi:example:room: this name is not allowed
            DTDL-061 1.json:3:51 Property "1st" of dtmi:example:room: schema is "decimal", which is neither a word of DTDL nor a DTMI
            DTDL-002 1.json:4:63 Property "twice" of dtmi:example:room has the member name twice
            DTDL-040 1.json:5:4 Property of dtmi:example:room has no name
            DTDL-060 1.json:5:36 Property of dtmi:example:room: schema names dtmi:example:gone;1, which is not there
            DTDL-030 1.json:6:4 element of dtmi:example:room: @type names no class of DTDL
            DTDL-068 1.json:7:4 Property "list" of dtmi:example:room: its schema has an array, which DTDL v2 does not allow here
            DTDL-050 1.json:8:4 dtmi:example:room: the name "list" stands twice in contents
            DTDL-041 1.json:8:62 Property "list" of dtmi:example:room has the member size, which a Property does not have""");
  }

  @Test
  void a_circle_of_interfaces_is_reported_for_each_of_them_and_ends() {
    assertThat(issues(extending("a", 3, "b"), extending("b", 3, "c"), extending("c", 3, "a")))
        .isEqualTo(
            """
            DTDL-062 1.json:1:1 dtmi:example:a;1 extends itself, directly or through others
            DTDL-062 2.json:1:1 dtmi:example:b;1 extends itself, directly or through others
            DTDL-062 3.json:1:1 dtmi:example:c;1 extends itself, directly or through others""");
  }

  @Test
  void a_v2_interface_may_not_extend_one_of_v3() {
    assertThat(issues(extending("a", 2, "b"), extending("b", 3)))
        .isEqualTo(
            "DTDL-070 1.json:1:1 dtmi:example:a;1 is written in DTDL v2 and uses dtmi:example:b;1,"
                + " which is written in v3");
  }

  @Test
  void a_component_may_not_have_components_and_an_id_is_given_once() {
    String part =
        "{\"@type\": \"Component\", \"name\": \"part\", \"schema\": \"dtmi:example:%s;1\"}";
    assertThat(
            issues(
                model("a", part.formatted("b")),
                model("b", part.formatted("c")),
                model("c", ""),
                model("c", "")))
        .isEqualTo(
            """
            DTDL-067 1.json:1:92 Component "part" of dtmi:example:a;1: its interface dtmi:example:b;1 has the component "part" itself
            DTDL-022 4.json:1:1 @id "dtmi:example:c;1" is used twice""");
  }

  @Test
  void an_inherited_name_may_not_be_used_again_but_a_diamond_inherits_once() {
    String name = "{\"@type\": \"Property\", \"name\": \"size\", \"schema\": \"long\"}";
    String base = model("base", name);
    String diamond = extending("d", 3, "left", "right");
    assertThat(issues(base, extending("left", 3, "base"), extending("right", 3, "base"), diamond))
        .isEmpty();
    assertThat(issues(base, model("other", name), extending("d", 3, "base", "other")))
        .isEqualTo(
            "DTDL-065 3.json:1:1 dtmi:example:d;1 inherits the name \"size\" from both"
                + " dtmi:example:base;1 and dtmi:example:other;1");
  }

  @Test
  @Timeout(30)
  void schemas_that_name_each_other_from_many_places_are_looked_into_once() {
    // One by one, these would be 30 to the 5th and 200 to the 5th.
    assertThat(issues(nested(2, 30))).isEmpty();
    assertThat(issues(nested(3, 200))).startsWith("DTDL-073").doesNotContain("\n");
  }

  @Test
  void schemas_that_name_each_other_in_a_circle_are_reported_each() {
    String circle = nested(3, 1).replace("\"schema\":\"long\"", "\"schema\":\"dtmi:example:o1;1\"");
    assertThat(issues(circle).lines())
        .hasSize(5)
        .allMatch(each -> each.startsWith("DTDL-068") && each.endsWith("contains itself"));
  }

  @Test
  void an_error_keeps_all_models_of_the_call_out() {
    Issues issues = new Issues();
    ModelSet before = parse(ModelSet.empty(), issues, SPACE);
    ModelSet after = parse(before, issues, extending("a", 3), extending("b", 3, "gone"));
    assertThat(after.interfaces()).containsOnlyKeys("dtmi:example:space;1", "dtmi:example:lamp;1");
    assertThat(issues.hasErrors()).isTrue();
  }

  @Test
  void a_model_that_is_already_there_is_refused() {
    Issues issues = new Issues();
    ModelSet before = parse(ModelSet.empty(), issues, SPACE);
    parse(before, issues, SPACE);
    assertThat(text(issues))
        .isEqualTo(
            """
            DTDL-023 1.json:1:2 the model dtmi:example:space;1 is already there
            DTDL-023 1.json:4:2 the model dtmi:example:lamp;1 is already there""");
  }

  @Test
  void every_kind_of_content_and_schema_is_resolved() {
    Issues issues = new Issues();
    ModelSet models = parse(ModelSet.empty(), issues, ROOM, SPACE);
    assertThat(text(issues)).isEmpty();
    Interface room = models.find("dtmi:example:room;1").orElseThrow();
    assertThat(room.languageVersion()).isEqualTo(3);
    assertThat(room.ancestors()).containsExactly("dtmi:example:space;1");
    assertThat(room.document()).isEqualTo(ROOM.strip());
    assertThat(schema(room, "heat")).isEqualTo(Schema.Primitive.DOUBLE);
    assertThat(schema(room, "state"))
        .isEqualTo(
            new Schema.EnumSchema(
                Schema.Primitive.INTEGER,
                Map.of("free", Value.Num.of(1), "taken", Value.Num.of(2))));
    assertThat(schema(room, "sizes"))
        .isEqualTo(new Schema.ArraySchema(new Schema.MapSchema(Schema.Primitive.LONG)));
    assertThat(schema(room, "where")).isEqualTo(Schema.Geospatial.POINT);
    assertThat(((Schema.EnumSchema) schema(room, "measuredIn")).values())
        .containsEntry("metre", new Value.Text("metre"));
    assertThat(schema(room, "address"))
        .isEqualTo(new Schema.ObjectSchema(Map.of("street", Schema.Primitive.STRING)));
    assertThat(room.contents().get("lamp"))
        .isEqualTo(new Content.Component("lamp", "dtmi:example:lamp;1"));
    assertThat(room.contents().get("nextTo"))
        .isEqualTo(
            new Content.Relationship(
                "nextTo", "dtmi:example:room;1", Map.of("since", Schema.Primitive.DATE)));
  }

  @Test
  void models_may_extend_those_that_were_there_before() {
    Issues issues = new Issues();
    ModelSet before = parse(ModelSet.empty(), issues, SPACE);
    ModelSet after = parse(before, issues, ROOM);
    assertThat(text(issues)).isEmpty();
    assertThat(after.isOf("dtmi:example:room;1", "dtmi:example:space;1")).isTrue();
    assertThat(schema(after.find("dtmi:example:room;1").orElseThrow(), "address"))
        .isInstanceOf(Schema.ObjectSchema.class);
  }

  @Test
  void a_command_is_a_warning_and_an_inline_interface_an_error() {
    assertThat(
            issues(
                model("a", "{\"@type\": \"Command\", \"name\": \"go\"}"),
                model(
                    "b",
                    "{\"@type\": \"Component\", \"name\": \"c\", \"schema\":"
                        + " {\"@id\": \"dtmi:example:c;1\", \"@type\": \"Interface\"}}")))
        .isEqualTo(
            """
            DTDL-081 1.json:1:92 Command "go" of dtmi:example:a;1 is a command, which Azure Digital Twins does not support
            DTDL-080 2.json:1:138 the interface dtmi:example:c;1 is written inside of Component "c" of dtmi:example:b;1""");
  }

  // Five objects, of which each names the next one in all its fields.
  private static String nested(int version, int fields) {
    String objects =
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                i ->
                    IntStream.range(0, fields)
                        .mapToObj(
                            field ->
                                "{\"name\":\"f%d\",\"schema\":\"%s\"}"
                                    .formatted(
                                        field,
                                        i == 5 ? "long" : "dtmi:example:o%d;1".formatted(i + 1)))
                        .collect(
                            Collectors.joining(
                                ",",
                                "{\"@type\":\"Object\",\"@id\":\"dtmi:example:o%d;1\",\"fields\":["
                                    .formatted(i),
                                "]}")))
            .collect(Collectors.joining(","));
    return model("a", "{\"@type\":\"Property\",\"name\":\"p\",\"schema\":\"dtmi:example:o1;1\"}")
        .replace("context;3", "context;" + version)
        .replaceFirst("\"contents\"", "\"schemas\":[" + objects + "],\"contents\"");
  }

  private static Schema schema(Interface model, String property) {
    return model.contents().get(property) instanceof Content.Property found
        ? found.schema()
        : fail("no property " + property);
  }

  private static String extending(String name, int version, String... others) {
    String ids =
        List.of(others).stream()
            .map("\"dtmi:example:%s;1\""::formatted)
            .collect(Collectors.joining(","));
    return """
        {"@context":"dtmi:dtdl:context;%d","@id":"dtmi:example:%s;1","@type":"Interface","extends":[%s]}"""
        .formatted(version, name, ids);
  }

  private static String model(String name, String contents) {
    return """
        {"@context":"dtmi:dtdl:context;3","@id":"dtmi:example:%s;1","@type":"Interface","contents":[%s]}"""
        .formatted(name, contents);
  }

  private static ModelSet parse(ModelSet before, Issues issues, String... documents) {
    List<ModelText> texts =
        IntStream.range(0, documents.length)
            .mapToObj(i -> new ModelText((i + 1) + ".json", documents[i]))
            .toList();
    return ModelParser.parse(texts, before, issues);
  }

  private static String issues(String... documents) {
    Issues issues = new Issues();
    parse(ModelSet.empty(), issues, documents);
    return text(issues);
  }

  private static String text(Issues issues) {
    return issues.all().stream()
        .map((Issue each) -> each.code() + " " + each.place() + " " + each.message())
        .collect(Collectors.joining("\n"));
  }
}
