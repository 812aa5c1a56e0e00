package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Continuation tokens of queries that are not as the service has given them. */
class LocalTokensTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static LocalService service;
  private static Http http;

  @BeforeAll
  static void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = Plant.withModels(service);
    for (String id : new String[] {"a", "b", "c"}) {
      http.put("/digitaltwins/" + id, Plant.machine(""));
    }
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          _q  | "SELECT * FROM RELATIONSHIPS"
          _q  | "SELECT T FROM DIGITALTWINS T JOIN C RELATED T.feeds WHERE C.$dtId = 'b'"
          _q  | 1
          _id | []
          _id | [1]
          _id | ["a", "b"]
          _rc | -5
          _rc | 1e300
          _s  | 0
          _s  | 0.5
          _s  | 99999999999
          _pn | "x"
          """)
  void a_token_with_something_else_in_it_is_refused(String member, String value)
      throws JsonProcessingException {
    ObjectNode token = token();
    token.set(member, JSON.readTree(value));
    assertThat(goOn(token).error())
        .startsWith("400 BadRequest: The continuation token is ")
        .doesNotContain("Exception");
  }

  @Test
  void a_token_leads_on_whatever_query_comes_with_it() throws JsonProcessingException {
    ObjectNode body = JSON.createObjectNode();
    body.put("query", "SELECT COUNT() FROM RELATIONSHIPS");
    body.put("continuationToken", token().toString());
    assertThat(http.post("/query", body.toString()).json().at("/value/0/$dtId").asText())
        .isEqualTo("b");
  }

  private static ObjectNode token() throws JsonProcessingException {
    Http.Reply first = http.query("SELECT * FROM DIGITALTWINS", "max-items-per-page", "1");
    return (ObjectNode) JSON.readTree(first.json().path("continuationToken").asText());
  }

  private static Http.Reply goOn(ObjectNode token) {
    return http.post(
        "/query", JSON.createObjectNode().put("continuationToken", token.toString()).toString());
  }
}
