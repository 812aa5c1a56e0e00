package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.local.Http.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is strange about a request itself: its path, method, headers or characters. */
class LocalRequestsTest {
  private static final String VERSION = "?api-version=2023-10-31";
  private static final String NEVER_ENDING =
      """
      POST /models?api-version=2023-10-31 HTTP/1.1\r
      Host: x\r
      Content-Length: 16777216\r
      Content-Type: application/json\r
      Expect: 100-continue\r
      \r
      """;

  private static LocalService service;
  private static Http http;
  private static RawHttp raw;

  @BeforeAll
  static void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = Plant.withModels(service);
    raw = new RawHttp(service.endpoint());
    http.put("/digitaltwins/a", Plant.machine(""));
    http.put("/digitaltwins/b", Plant.machine(""));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/digitaltwins/%00",
        "/digitaltwins/a%00b",
        "/digitaltwins/%ff",
        "/digitaltwins/%ED%A0%80",
        "/digitaltwins/a/relationships/%00"
      })
  void ids_that_are_no_text_are_refused(String path) {
    assertThat(http.get(path).error())
        .isEqualTo("400 InvalidArgument: A segment of the path is not encoded well.");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing, 404",
    "GET, /digitaltwins, 404",
    "GET, /query, 405",
    "PUT, /models, 405"
  })
  void what_is_not_there_is_answered_without_a_body(String method, String path, int status) {
    Reply reply = http.send(method, path, null);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.header("Content-Type")).isEmpty();
    assertThat(reply.header("Strict-Transport-Security")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json"})
  void bodies_that_say_they_are_not_json_are_refused(String type) {
    String body = Plant.machine("");
    String answer =
        raw.send(
            "PUT",
            "/digitaltwins/typed" + VERSION,
            body.getBytes(StandardCharsets.UTF_8),
            "Content-Type: " + type);
    assertThat(answer).startsWith("HTTP/1.1 415 ").contains("application/problem+json");
    assertThat(http.get("/digitaltwins/typed").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/json-patch+json"
      })
  void bodies_of_any_json_are_taken(String type) {
    String answer =
        raw.send(
            "PATCH",
            "/digitaltwins/a" + VERSION,
            "[]".getBytes(StandardCharsets.UTF_8),
            "Content-Type: " + type);
    assertThat(answer).startsWith("HTTP/1.1 204 ");
  }

  @Test
  void two_lines_of_if_match_are_a_list() {
    String etag = http.get("/digitaltwins/a").header("ETag");
    Reply reply = http.patch("/digitaltwins/a", "[]", "If-Match", etag, "If-Match", etag);
    assertThat(reply.error()).startsWith("400 InvalidArgument: Invalid If-Match header value.");
    Reply put =
        http.put("/digitaltwins/c", Plant.machine(""), "If-None-Match", "*", "If-None-Match", "*");
    assertThat(put.error()).startsWith("400 InvalidArgument: Invalid If-None-Match header value.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":NaN}     | it is not JSON at line 1, column 9
          {"a":01}      | it is not JSON at line 1, column 7
          {             | it is not JSON at line 1, column
          {"a":"\\ud800"} | a text in it has half a character
          {"\\udc00":1}  | a text in it has half a character
          """)
  void what_is_wrong_with_a_body_is_said_without_a_word_of_java(String body, String reason) {
    assertThat(http.put("/digitaltwins/a", body).error())
        .startsWith("400 InvalidArgument: The payload is invalid: " + reason)
        .doesNotContain("Json", "java");
  }

  @Test
  void what_is_nested_too_deep_is_refused_without_a_word_of_java() {
    assertThat(http.put("/digitaltwins/a", "[".repeat(2_000)).error())
        .isEqualTo(
            "400 InvalidArgument: The payload is invalid: it is nested too deep, or a name, a text"
                + " or a number in it is too long.");
  }

  @Test
  void what_is_nested_as_deep_as_may_be_is_read() {
    String deep = "{\"op\":\"add\",\"path\":\"/name\",\"value\":%s}";
    String value = "{\"a\":".repeat(61) + "1" + "}".repeat(61);
    assertThat(http.patch("/digitaltwins/a", "[" + deep.formatted(value) + "]").error())
        .startsWith("400 ValidationFailed: ");
    assertThat(
            http.patch("/digitaltwins/a", "[" + deep.formatted("[" + value + "]") + "]").status())
        .isEqualTo(400);
    assertThat(
            http.patch("/digitaltwins/a", "[" + deep.formatted("[[" + value + "]]") + "]").error())
        .startsWith("400 InvalidArgument: The payload is invalid: it is nested too deep");
  }

  @Test
  void models_of_endless_parts_are_refused_before_they_fill_the_memory() {
    assertThat(http.post("/models", "[[" + "{},".repeat(1_000_000) + "{}]]").error())
        .isEqualTo(
            "400 LimitExceeded: The request body is nested too deep, or has too many or too long"
                + " parts.");
  }

  // As many as there is room for, and one more: their bodies never end.
  @Test
  void large_bodies_that_never_end_leave_room_for_others() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      String answer = "";
      for (int i = 0; i < 1_000 && answer.isEmpty(); i++) {
        Socket socket = new Socket(service.endpoint().getHost(), service.endpoint().getPort());
        open.add(socket);
        socket.getOutputStream().write(NEVER_ENDING.getBytes(StandardCharsets.US_ASCII));
        answer = firstLine(socket);
        answer = answer.contains(" 100 ") ? "" : answer;
      }
      assertThat(answer).isEqualTo("HTTP/1.1 429 Too Many Requests");
      assertThat(http.get("/digitaltwins/a").status()).isEqualTo(200);
      assertThat(http.post("/models", "[]").status()).isEqualTo(400);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static String firstLine(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    StringBuilder line = new StringBuilder();
    int next = socket.getInputStream().read();
    while (next >= 0 && next != '\r') {
      line.append((char) next);
      next = socket.getInputStream().read();
    }
    return line.toString();
  }

  @Test
  void models_with_half_a_character_are_refused() {
    String model =
        "[{\"@id\":\"dtmi:half:A;1\",\"@type\":\"Interface\","
            + "\"@context\":\"dtmi:dtdl:context;3\",\"displayName\":\"\\ud800\"}]";
    assertThat(http.post("/models", model).error())
        .isEqualTo("400 BadRequest: A text in the request body has half a character.");
    assertThat(http.get("/models?includeModelDefinition=true").status()).isEqualTo(200);
  }

  @Test
  void whole_characters_beyond_the_first_plane_are_kept() {
    http.put("/digitaltwins/%F0%9F%8F%AD", Plant.machine("\"name\":\"\\ud83c\\udfed\""));
    Reply reply = http.get("/digitaltwins/%F0%9F%8F%AD");
    assertThat(reply.json().path("$dtId").asText()).isEqualTo("\uD83C\uDFED");
    assertThat(reply.json().path("name").asText()).isEqualTo("\uD83C\uDFED");
  }

  @ParameterizedTest
  @CsvSource({
    "/digitaltwins/a/../b, b",
    "/digitaltwins/./b, b",
    "/x/../digitaltwins/b, b",
    "/digitaltwins/a/relationships/../../b, b",
    "/digitaltwins/%61, a",
    "/digitaltwins/b/, b",
    "/DigitalTwins/b, b"
  })
  void a_path_means_the_same_to_all_parts_of_the_service(String path, String id) {
    String answer = raw.send("GET", path + VERSION, new byte[0]);
    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"$dtId\":\"" + id + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "2020-10-31, ''",
    "2022-05-31, ''",
    "2023-06-30, DigitalTwinNotFound",
    "2023-10-31, DigitalTwinNotFound"
  })
  void the_code_is_in_a_header_since_the_version_that_describes_it(String version, String code) {
    assertThat(http.at(version).get("/digitaltwins/nobody").header("x-ms-error-code"))
        .isEqualTo(code);
  }
}
