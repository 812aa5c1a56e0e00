package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.local.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalQueryTest {
  private static LocalService service;
  private static Http http;

  @BeforeAll
  static void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = Plant.withModels(service);
    http.put(
        "/digitaltwins/m1",
        Plant.machine(
            "\"name\":\"O'Neil\",\"speed\":80,\"running\":true,\"Group\":\"x\",\"tags\":[\"a\",\"b\"]"));
    http.put(
        "/digitaltwins/m2",
        """
        {"$metadata":{"$model":"dtmi:plant:Machine;1"},"name":"pump [old]","speed":79.5,
         "size":{"width":2},"heat":{"mode":"eco","$metadata":{}}}""");
    http.put("/digitaltwins/m3", Plant.machine("\"running\":false"));
    http.put("/digitaltwins/a1", "{\"$metadata\":{\"$model\":\"dtmi:plant:Asset;1\"}}");
    http.put("/digitaltwins/m1/relationships/r1", Plant.link("feeds", "m2", "\"rate\":5"));
    http.put("/digitaltwins/m1/relationships/r2", Plant.link("near", "m3", ""));
    http.put("/digitaltwins/m2/relationships/r1", Plant.link("feeds", "m3", ""));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void says_where_a_query_is_wrong() {
    assertThat(http.query("foo").error())
        .isEqualTo(
            "400 SqlQueryError: SQL query parse failed: SQL Parser Error, Line=1, Position=0,"
                + " Message=missing SELECT at 'foo' See samples in https://aka.ms/adtv2query for the"
                + " correct syntax.");
    assertThat(http.query("SELECT *\nFROM TWINS").error())
        .startsWith(
            "400 SqlQueryError: SQL query parse failed: SQL Parser Error, Line=2, Position=5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM DIGITALTWINS ORDER BY name",
        "SELECT * FROM (SELECT * FROM DIGITALTWINS)",
        "SELECT * FROM DIGITALTWINS WHERE UPPER(name) = 'A'",
        "SELECT * FROM DIGITALTWINS WHERE NO_SUCH(name)",
        "SELECT * FROM DIGITALTWINS WHERE STARTSWITH(name)",
        "SELECT * FROM DIGITALTWINS WHERE IS_OF_MODEL(name, 'dtmi:a;1', nearly)",
        "SELECT * FROM DIGITALTWINS WHERE name = 'open",
        "SELECT * FROM DIGITALTWINS WHERE name = \"a\"",
        "SELECT TOP(99999999999) * FROM DIGITALTWINS"
      })
  void refuses_what_the_language_does_not_have(String query) {
    assertThat(http.query(query).error()).startsWith("400 SqlQueryError: ");
  }

  @Test
  void keeps_the_limits_of_the_language() {
    String list = IntStream.range(0, 51).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(http.query("SELECT * FROM DIGITALTWINS WHERE speed IN [" + list + "]").error())
        .contains("at most 50 items");
    String ors = " OR speed = 1".repeat(51);
    assertThat(http.query("SELECT * FROM DIGITALTWINS WHERE speed = 1" + ors).error())
        .contains("at most 50 AND and OR");
    assertThat(http.query("SELECT * FROM DIGITALTWINS" + " ".repeat(8000)).error())
        .contains("at most 8000");
  }

  @Test
  void refuses_a_request_without_a_query_and_a_token_it_did_not_make() {
    assertThat(http.post("/query", "{}").error()).startsWith("400 BadRequest: ");
    assertThat(http.post("/query", "{\"continuationToken\":\"x\"}").error())
        .startsWith("400 BadRequest: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          speed = 80                                          | m1
          80 = speed                                          | m1
          T.speed = 80.0                                      | m1
          speed != 80                                         | m2
          speed < 80                                          | m2
          NOT speed < 80                                      | m1
          speed >= 79.5                                       | m1 m2
          speed = '80'                                        | none
          name = 'O\\'Neil'                                   | m1
          name = 'pump [old]'                                 | m2
          [[Group]] = 'x'                                     | m1
          T.[[Group]] = 'x'                                   | m1
          T.$dtId = 'm3'                                      | m3
          $dtId IN ['m3', 'a1', 'zz']                         | a1 m3
          $dtId = 'm3' AND $dtId = 'm1'                       | none
          T.$dtId NIN ['m3', 'a1']                            | m1 m2
          speed NIN [80]                                      | m2
          running = true OR running = false                   | m1 m3
          running = true OR speed = 79.5 AND name = 'x'       | m1
          (running = true OR speed = 79.5) AND name = 'x'     | none
          T.size.width = 2                                    | m2
          T.heat.mode = 'eco'                                 | m2
          IS_DEFINED(T.heat.$metadata.mode)                   | m2
          $metadata.$model = 'dtmi:plant:Asset;1'             | a1
          IS_OF_MODEL('dtmi:plant:Asset;1')                   | a1 m1 m2 m3
          IS_OF_MODEL(T, 'dtmi:plant:Asset;1', exact)         | a1
          is_of_model('dtmi:plant:Asset;1', EXACT)            | a1
          IS_OF_MODEL('dtmi:plant:Machine;1')                 | m1 m2 m3
          IS_DEFINED(T.running)                               | m1 m3
          NOT IS_DEFINED(T.running)                           | a1 m2
          IS_NULL(running)                                    | none
          IS_BOOL(running) AND running != false               | m1
          IS_NUMBER(speed) AND IS_STRING(name)                | m1 m2
          IS_OBJECT(size)                                     | m2
          IS_PRIMITIVE(tags)                                  | none
          ARRAY_CONTAINS(tags, 'b')                           | m1
          STARTSWITH(T.$dtId, 'm')                            | m1 m2 m3
          ENDSWITH(name, '[old]')                             | m2
          CONTAINS(name, 'eil')                               | m1
          """)
  void finds_twins(String where, String expected) {
    Reply reply = http.query("SELECT * FROM DIGITALTWINS T WHERE " + where.replace("\\\\", "\\"));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    reply.json().at("/value").forEach(row -> ids.add(row.at("/$dtId").asText()));
    assertThat(ids.isEmpty() ? "none" : String.join(" ", ids)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          $sourceId = 'm1'                                    | m1/r1 m1/r2
          $targetId = 'm3'                                    | m1/r2 m2/r1
          $relationshipName = 'feeds' AND R.rate = 5          | m1/r1
          $relationshipId = 'r1'                              | m1/r1 m2/r1
          R.$sourceId IN ['m2','m9']                          | m2/r1
          """)
  void finds_relationships(String where, String expected) {
    List<String> ids = new ArrayList<>();
    http.query("SELECT * FROM RELATIONSHIPS R WHERE " + where)
        .json()
        .at("/value")
        .forEach(
            row ->
                ids.add(row.at("/$sourceId").asText() + "/" + row.at("/$relationshipId").asText()));
    assertThat(String.join(" ", ids)).isEqualTo(expected);
  }

  @Test
  void gives_rows_in_the_shape_that_was_asked_for() {
    assertThat(value("SELECT COUNT() FROM DIGITALTWINS")).isEqualTo("[{\"COUNT\":4}]");
    assertThat(value("select count() from relationships")).isEqualTo("[{\"COUNT\":3}]");
    assertThat(value("SELECT T.name, speed AS v FROM DIGITALTWINS T WHERE $dtId IN ['m1','m3']"))
        .isEqualTo("[{\"name\":\"O'Neil\",\"v\":80},{}]");
    assertThat(value("SELECT TOP(1) T.$dtId FROM DIGITALTWINS T"))
        .isEqualTo("[{\"$dtId\":\"a1\"}]");
    String whole = http.get("/digitaltwins/m2").body();
    assertThat(value("SELECT * FROM DIGITALTWINS WHERE $dtId = 'm2'")).isEqualTo("[" + whole + "]");
    assertThat(value("SELECT T FROM DIGITALTWINS T WHERE T.$dtId = 'm2'"))
        .isEqualTo("[{\"T\":" + whole + "}]");
    assertThat(value("SELECT R FROM RELATIONSHIPS R WHERE $targetId = 'm2'"))
        .isEqualTo("[{\"R\":" + http.get("/digitaltwins/m1/relationships/r1").body() + "}]");
  }

  @Test
  void goes_on_where_the_page_before_ended() {
    assertThat(pages("SELECT * FROM DIGITALTWINS", "$dtId", 3)).containsExactly("a1 m1 m2", "m3");
    assertThat(pages("SELECT * FROM DIGITALTWINS", "$dtId", 2)).containsExactly("a1 m1", "m2 m3");
    assertThat(pages("SELECT TOP(3) FROM DIGITALTWINS", "$dtId", 2)).containsExactly("a1 m1", "m2");
    assertThat(pages("SELECT * FROM RELATIONSHIPS", "$targetId", 1))
        .containsExactly("m2", "m3", "m3");
  }

  @Test
  void answers_in_chunks_with_a_charge() {
    Reply reply = http.query("SELECT * FROM DIGITALTWINS WHERE $dtId = 'none'");
    assertThat(reply.body()).isEqualTo("{\"value\":[],\"continuationToken\":null}");
    assertThat(reply.header("query-charge")).isEqualTo("2.8");
    assertThat(reply.header("Transfer-Encoding")).isEqualTo("chunked");
  }

  private static String value(String query) {
    Reply reply = http.query(query);
    String body = reply.body();
    assertThat(body).startsWith("{\"value\":").endsWith(",\"continuationToken\":null}");
    return body.substring("{\"value\":".length(), body.lastIndexOf(",\"continuationToken\""));
  }

  private static List<String> pages(String query, String id, int size) {
    List<String> pages = new ArrayList<>();
    Reply reply = http.query(query, "max-items-per-page", String.valueOf(size));
    while (true) {
      List<String> ids = new ArrayList<>();
      reply.json().at("/value").forEach(row -> ids.add(row.at("/" + id).asText()));
      pages.add(String.join(" ", ids));
      JsonNode token = reply.json().at("/continuationToken");
      if (token.isNull()) {
        return pages;
      }
      reply = http.post("/query", "{\"continuationToken\":" + token + "}");
    }
  }
}
