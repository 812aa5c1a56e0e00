package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.local.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalJoinTest {
  private static final String JOIN = " FROM DIGITALTWINS T JOIN CT RELATED T.feeds R WHERE ";

  private static LocalService service;
  private static Http http;

  @BeforeAll
  static void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = Plant.withModels(service);
    http.put("/digitaltwins/m1", Plant.machine("\"speed\":80"));
    http.put("/digitaltwins/m2", Plant.machine("\"speed\":90"));
    http.put("/digitaltwins/m3", Plant.machine(""));
    http.put("/digitaltwins/a1", "{\"$metadata\":{\"$model\":\"dtmi:plant:Asset;1\"}}");
    http.put("/digitaltwins/m1/relationships/r1", Plant.link("feeds", "m2", "\"rate\":5"));
    http.put("/digitaltwins/m1/relationships/r2", Plant.link("near", "m3", ""));
    http.put("/digitaltwins/m1/relationships/r3", Plant.link("feeds", "a1", ""));
    http.put("/digitaltwins/m2/relationships/r1", Plant.link("feeds", "m3", "\"rate\":7"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT * FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE T.$dtId = 'm1' | can't SELECT *
          SELECT TOP(1) FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE T.$dtId = 'm1' | can't SELECT *
          SELECT C FROM DIGITALTWINS T JOIN C RELATED T.feeds | must filter on the $dtId
          SELECT C FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE T.speed = 80 | must filter on the $dtId
          SELECT C FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE T.$dtId = 'm1' OR T.speed = 1 | must filter on the $dtId
          SELECT C FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE NOT T.$dtId = 'm1' | must filter on the $dtId
          SELECT C FROM DIGITALTWINS T JOIN C RELATED X.feeds WHERE T.$dtId = 'm1' | there is no collection X
          SELECT C FROM DIGITALTWINS JOIN C RELATED T.feeds WHERE T.$dtId = 'm1' | there is no collection T
          SELECT C FROM DIGITALTWINS T JOIN T RELATED T.feeds WHERE T.$dtId = 'm1' | two collections are called T
          SELECT C FROM DIGITALTWINS T JOIN C RELATED T.feeds C WHERE T.$dtId = 'm1' | two collections are called C
          SELECT name FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE T.$dtId = 'm1' | there is no collection name
          SELECT C FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE $dtId = 'm1' | there is no collection $dtId
          SELECT C FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE T.$dtId = 'm1' AND IS_OF_MODEL('dtmi:a;1') | IS_OF_MODEL must name a collection
          SELECT C FROM RELATIONSHIPS T JOIN C RELATED T.feeds WHERE T.$dtId = 'm1' | FROM DIGITALTWINS only
          SELECT D FROM DIGITALTWINS T JOIN C RELATED T.feeds JOIN D RELATED C.feeds WHERE T.$dtId = 'm1' | Position=52, Message=the local service follows one JOIN only
          SELECT T FROM DIGITALTWINS MATCH (T)-[]->(C) WHERE T.$dtId = 'm1' | Position=27, Message=the local service does not know MATCH
          """)
  void says_why_it_refuses_a_join(String query, String reason) {
    assertThat(http.query(query).error()).startsWith("400 SqlQueryError: ").contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          T.$dtId = 'm1'                                          | m1-a1 m1-m2
          T.$dtId IN ['m1', 'm2']                                 | m1-a1 m1-m2 m2-m3
          CT.$dtId = 'm3'                                         | m2-m3
          CT.$dtId IN ['m2', 'm3'] AND T.speed < 85               | m1-m2
          T.$dtId = 'm1' AND CT.$dtId = 'm3'                      | none
          T.$dtId = 'm1' AND CT.speed > 80                        | m1-m2
          T.$dtId = 'm1' AND R.rate = 5                           | m1-m2
          T.$dtId = 'm1' AND R.$relationshipId = 'r3'             | m1-a1
          T.$dtId = 'm1' AND NOT IS_DEFINED(R.rate)               | m1-a1
          T.$dtId = 'm1' AND IS_OF_MODEL(CT, 'dtmi:plant:Machine;1') | m1-m2
          T.$dtId = 'm1' AND IS_OF_MODEL(CT, 'dtmi:plant:Asset;1', exact) | m1-a1
          T.$dtId = 'm3'                                          | none
          T.$dtId = 'nobody'                                      | none
          """)
  void follows_the_relationships_of_a_name(String where, String expected) {
    Reply reply = http.query("SELECT T.$dtId AS a, CT.$dtId AS b" + JOIN + where);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    List<String> pairs = new ArrayList<>();
    reply
        .json()
        .path("value")
        .forEach(row -> pairs.add(row.path("a").asText() + "-" + row.path("b").asText()));
    assertThat(pairs.isEmpty() ? List.of("none") : pairs)
        .containsExactlyInAnyOrder(expected.split(" "));
  }

  @Test
  void gives_twins_relationships_and_values() {
    JsonNode row =
        http.query("SELECT T, CT, R, R.rate AS flow" + JOIN + "CT.$dtId = 'm2'")
            .json()
            .path("value")
            .path(0);
    assertThat(row.path("T")).isEqualTo(http.get("/digitaltwins/m1").json());
    assertThat(row.path("CT")).isEqualTo(http.get("/digitaltwins/m2").json());
    assertThat(row.path("R")).isEqualTo(http.get("/digitaltwins/m1/relationships/r1").json());
    assertThat(row.path("flow").asInt()).isEqualTo(5);
    assertThat(
            http.query("SELECT COUNT()" + JOIN + "T.$dtId IN ['m1', 'm2']").json().at("/value/0"))
        .hasToString("{\"COUNT\":3}");
  }

  @Test
  void goes_on_within_the_relationships_of_one_twin() {
    String query = "SELECT TOP(3) R.$targetId" + JOIN + "T.$dtId IN ['m1', 'm2', 'm3']";
    List<String> pages = new ArrayList<>();
    Reply reply = http.query(query, "max-items-per-page", "1");
    pages.add(reply.json().at("/value").toString());
    while (!reply.json().path("continuationToken").isNull()) {
      JsonNode token = reply.json().path("continuationToken");
      reply = http.post("/query", "{\"continuationToken\":" + token + "}");
      pages.add(reply.json().at("/value").toString());
    }
    assertThat(pages)
        .containsExactly(
            "[{\"$targetId\":\"m2\"}]", "[{\"$targetId\":\"a1\"}]", "[{\"$targetId\":\"m3\"}]");
  }
}
