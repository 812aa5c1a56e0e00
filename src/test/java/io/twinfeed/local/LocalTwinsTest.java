package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.local.Http.Reply;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalTwinsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-02T03:04:05.678Z"));
  private LocalService service;
  private Http http;

  @BeforeEach
  void start() {
    service = LocalService.start(LocalSettings.onFreePort().withClock(now::get));
    http = Plant.withModels(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void a_twin_that_is_not_there_is_not_found() {
    String message =
        "404 DigitalTwinNotFound: There is no digital twin instance that exists with the ID m:1;2."
            + " Please verify that the twin id is valid and ensure that the twin is not deleted."
            + " See section on querying the twins https://aka.ms/adtv2query.";
    assertThat(http.get("/digitaltwins/m:1;2").error()).isEqualTo(message);
    assertThat(http.delete("/digitaltwins/m:1;2").error()).isEqualTo(message);
    assertThat(http.patch("/digitaltwins/m:1;2", "[]").error()).isEqualTo(message);
  }

  @Test
  void a_body_that_is_no_object_is_refused() {
    assertThat(http.put("/digitaltwins/m", "\"{}\"").error())
        .isEqualTo("400 InvalidArgument: The payload is invalid: it must be a JSON object.");
    assertThat(http.put("/digitaltwins/m", "{\"a\":").error()).startsWith("400 InvalidArgument: ");
  }

  @Test
  void a_twin_of_no_model_or_an_unknown_one_is_refused() {
    assertThat(http.put("/digitaltwins/m", "{}").error())
        .isEqualTo(
            "400 ValidationFailed: Invalid twin specified"
                + " | The twin must name its model in $metadata.$model");
    assertThat(http.put("/digitaltwins/m", "{\"$metadata\":{\"$model\":\"dtmi:no;1\"}}").error())
        .isEqualTo(
            "400 ValidationFailed: Invalid twin specified"
                + " | dtmi:no;1 or one of its dependencies does not exist.");
  }

  @Test
  void all_that_is_wrong_with_a_twin_is_said_at_once() {
    Reply reply =
        http.put(
            "/digitaltwins/m",
            """
            {"$metadata":{"$model":"dtmi:plant:Machine;1"},"name":7,"colour":"red","count":1.0,
             "size":{"width":"wide"}}""");
    assertThat(reply.json().at("/error/details").findValuesAsText("message"))
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).startsWith("Expected value of type string for name on Twin"),
            each -> assertThat(each).isEqualTo("colour does not appear on the DTDL for Twin"),
            each -> assertThat(each).startsWith("Expected value of type integer for count on Twin"),
            each -> assertThat(each).contains("size.width"),
            each -> assertThat(each).isEqualTo("The component heat is missing"));
    assertThat(reply.header("x-ms-error-code")).isEqualTo("ValidationFailed");
  }

  @Test
  void null_is_a_value_of_no_property() {
    assertThat(http.put("/digitaltwins/m", Plant.machine("\"name\":null")).error())
        .isEqualTo("400 ValidationFailed: Invalid twin specified | null is not a value of name");
  }

  @Test
  void a_text_of_more_than_4096_bytes_is_refused() {
    String text = "ü".repeat(2048);
    assertThat(http.put("/digitaltwins/m", Plant.machine("\"name\":\"" + text + "\"")).status())
        .isEqualTo(200);
    assertThat(http.put("/digitaltwins/m", Plant.machine("\"name\":\"" + text + "a\"")).error())
        .startsWith("400 ValidationFailed: ");
  }

  @Test
  void a_body_of_more_than_32_kilobytes_is_refused() {
    assertThat(http.put("/digitaltwins/m", Plant.machine("") + " ".repeat(32 * 1024)).error())
        .startsWith("413 PayloadTooLarge: ");
  }

  @Test
  void only_the_star_is_a_condition_of_put() {
    assertThat(http.put("/digitaltwins/m", Plant.machine(""), "If-None-Match", "anything").error())
        .isEqualTo(
            "400 InvalidArgument: Invalid If-None-Match header value. Allowed value(s):"
                + " If-None-Match: *");
    assertThat(http.put("/digitaltwins/m", Plant.machine(""), "If-None-Match", "*").status())
        .isEqualTo(200);
    assertThat(http.put("/digitaltwins/m", Plant.machine(""), "If-None-Match", "*").error())
        .isEqualTo(
            "412 PreconditionFailed: If-None-Match: * header was specified but a twin with the id"
                + " m was found. Please specify a different twin id.");
  }

  @Test
  void a_version_that_has_passed_is_refused() {
    String etag = http.put("/digitaltwins/m", Plant.machine("")).header("ETag");
    String patch = "[{\"op\":\"add\",\"path\":\"/name\",\"value\":\"a\"}]";
    Reply patched = http.patch("/digitaltwins/m", patch, "If-Match", etag);
    assertThat(patched.status()).isEqualTo(204);
    assertThat(patched.header("ETag")).matches("W/\"[0-9a-f-]{36}\"").isNotEqualTo(etag);
    assertThat(http.patch("/digitaltwins/m", patch, "If-Match", etag).error())
        .startsWith("412 PreconditionFailed: ");
    assertThat(http.delete("/digitaltwins/m", "If-Match", etag).error())
        .startsWith("412 PreconditionFailed: ");
    assertThat(http.delete("/digitaltwins/m", "If-Match", "etag-value").error())
        .isEqualTo(
            "400 InvalidArgument: Invalid If-Match header value. Allowed value(s): If-Match: {etag}"
                + " or If-Match: *");
    Reply deleted = http.delete("/digitaltwins/m", "If-Match", patched.header("ETag"));
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.header("ETag")).isEmpty();
  }

  @Test
  void a_patch_says_what_it_can_not_do() {
    http.put("/digitaltwins/m", Plant.machine("\"name\":\"a\""));
    assertThat(patchError("[{\"op\":\"move\",\"path\":\"/name\",\"value\":42}]"))
        .isEqualTo(
            "400 JsonPatchInvalid: Unsupported operation type move. Please provide a valid patch"
                + " document. See section on update apis in the documentation"
                + " https://aka.ms/adtv2twins.");
    assertThat(patchError("[{\"name\":false}]"))
        .startsWith("400 JsonPatchInvalid: Parameter op must not be empty.");
    assertThat(patchError("[{\"op\":\"remove\",\"path\":\"/speed\"}]"))
        .startsWith(
            "400 JsonPatchInvalid: The target location specified by path segment 'speed' was not"
                + " found.");
    assertThat(patchError("[{\"op\":\"replace\",\"path\":\"/speed\",\"value\":1}]"))
        .startsWith("400 JsonPatchInvalid: ");
    assertThat(patchError("[{\"op\":\"add\",\"path\":\"/size/width\",\"value\":1}]"))
        .startsWith("400 JsonPatchInvalid: Could not resolve path /size/width.");
    assertThat(patchError("[{\"op\":\"add\",\"path\":\"/$dtId\",\"value\":\"b\"}]"))
        .startsWith("400 JsonPatchInvalid: ");
    assertThat(patchError("[{\"op\":\"add\",\"path\":\"/name\",\"value\":1}]"))
        .startsWith("400 ValidationFailed: Invalid twin specified | Expected value of type string");
    assertThat(patchError("[{\"op\":\"add\",\"path\":\"/colour\",\"value\":1}]"))
        .isEqualTo(
            "400 ValidationFailed: Invalid twin specified"
                + " | colour does not appear on the DTDL for Twin");
    Reply strings = http.patch("/digitaltwins/m", "[\"name\"]");
    assertThat(strings.status()).isEqualTo(400);
    assertThat(strings.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void a_patch_is_applied_whole_or_not_at_all() {
    String before = http.put("/digitaltwins/m", Plant.machine("\"name\":\"a\"")).body();
    patchError(
        """
        [{"op":"add","path":"/name","value":"b"},{"op":"remove","path":"/speed"}]""");
    assertThat(http.get("/digitaltwins/m").body()).isEqualTo(before);
  }

  @Test
  void an_empty_patch_changes_nothing_and_gives_no_etag() {
    String before = http.put("/digitaltwins/m", Plant.machine("")).body();
    Reply reply = http.patch("/digitaltwins/m", "[]");
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("ETag")).isEmpty();
    assertThat(http.get("/digitaltwins/m").body()).isEqualTo(before);
  }

  @Test
  void components_that_are_not_there_are_told_apart_by_method() {
    http.put("/digitaltwins/m", Plant.machine(""));
    assertThat(http.get("/digitaltwins/m/components/cold").error())
        .isEqualTo(
            "404 ComponentNotFound: m does not have component cold Please verify that the component"
                + " path is correct. You can get components by getting the twin, See example"
                + " https://aka.ms/TwinGetSwSmpl.");
    assertThat(
            http.patch(
                    "/digitaltwins/m/components/cold",
                    "[{\"op\":\"replace\",\"path\":\"/mode\",\"value\":\"x\"}]")
                .error())
        .startsWith("400 JsonPatchInvalid: Could not resolve path /cold/mode.");
  }

  @Test
  void a_twin_has_its_members_in_the_order_of_the_service() {
    Reply put =
        http.put(
            "/digitaltwins/m",
            """
            {"$dtId":null,"$etag":null,"speed":80,"name":"[obsolete] pump",
             "heat":{"mode":"eco","$metadata":{}},"count":7,
             "$metadata":{"$model":"dtmi:plant:Machine;1"}}""");
    String etag = put.header("ETag").replace("\"", "\\\"");
    assertThat(put.body())
        .isEqualTo(
            """
            {"$dtId":"m","$etag":"%s","speed":80,"name":"[obsolete] pump","count":7,\
            "heat":{"mode":"eco","$metadata":{"$lastUpdateTime":"2026-01-02T03:04:05.6780000Z",\
            "mode":{"lastUpdateTime":"2026-01-02T03:04:05.6780000Z"}}},\
            "$metadata":{"$model":"dtmi:plant:Machine;1",\
            "$lastUpdateTime":"2026-01-02T03:04:05.6780000Z",\
            "speed":{"lastUpdateTime":"2026-01-02T03:04:05.6780000Z"},\
            "name":{"lastUpdateTime":"2026-01-02T03:04:05.6780000Z"},\
            "count":{"lastUpdateTime":"2026-01-02T03:04:05.6780000Z"}}}"""
                .formatted(etag));
    assertThat(http.get("/DigitalTwins/m").body()).isEqualTo(put.body());
  }

  @Test
  void the_oldest_version_shows_no_time_of_the_whole_twin() {
    http.put("/digitaltwins/m", Plant.machine(""));
    assertThat(http.at("2020-10-31").get("/digitaltwins/m").body())
        .doesNotContain("$lastUpdateTime");
    assertThat(http.at("2020-10-31").get("/digitaltwins/m/components/heat").body())
        .contains("$lastUpdateTime");
    assertThat(http.at("2020-10-31").get("/digitaltwins/x").header("x-ms-error-code")).isEmpty();
  }

  @Test
  void numbers_come_back_as_they_were_sent() {
    String body =
        http.put("/digitaltwins/m", Plant.machine("\"speed\":1.10,\"size\":{\"width\":0.000}"))
            .body();
    assertThat(body).contains("\"speed\":1.10,", "\"width\":0.000}");
  }

  @Test
  void a_patch_changes_the_times_of_what_it_touches_only() {
    http.put("/digitaltwins/m", Plant.machine("\"name\":\"a\",\"speed\":1"));
    now.set(Instant.parse("2026-01-02T04:00:00Z"));
    Reply patched =
        http.patch(
            "/digitaltwins/m",
            """
            [{"op":"replace","path":"/name","value":"b"},{"op":"remove","path":"/speed"},
             {"op":"add","path":"/size","value":{"width":1}},
             {"op":"add","path":"/size/height","value":2},
             {"op":"add","path":"/heat/setPoint","value":20.5}]""");
    assertThat(patched.status()).isEqualTo(204);
    Reply read = http.get("/digitaltwins/m");
    assertThat(read.header("ETag")).isEqualTo(patched.header("ETag"));
    assertThat(read.json().at("/name").asText()).isEqualTo("b");
    assertThat(read.json().has("speed")).isFalse();
    assertThat(read.json().at("/$metadata").has("speed")).isFalse();
    assertThat(read.json().at("/size").toString()).isEqualTo("{\"width\":1,\"height\":2}");
    assertThat(read.json().at("/heat/$metadata/setPoint/lastUpdateTime").asText())
        .isEqualTo("2026-01-02T04:00:00.0000000Z");
    assertThat(read.json().at("/$metadata/$lastUpdateTime").asText())
        .isEqualTo("2026-01-02T04:00:00.0000000Z");
  }

  @Test
  void a_component_patch_gives_the_twin_a_new_etag() {
    String etag = http.put("/digitaltwins/m", Plant.machine("")).header("ETag");
    now.set(Instant.parse("2026-01-02T04:00:00Z"));
    Reply patched =
        http.patch(
            "/digitaltwins/m/components/heat",
            "[{\"op\":\"add\",\"path\":\"/mode\",\"value\":\"eco\"}]",
            "If-Match",
            etag);
    assertThat(patched.status()).isEqualTo(204);
    Reply component = http.get("/digitaltwins/m/components/heat");
    assertThat(component.header("ETag")).isEqualTo(patched.header("ETag")).isNotEqualTo(etag);
    assertThat(component.body())
        .isEqualTo(
            """
            {"mode":"eco","$metadata":{"$lastUpdateTime":"2026-01-02T04:00:00.0000000Z",\
            "mode":{"lastUpdateTime":"2026-01-02T04:00:00.0000000Z"}}}""");
  }

  @Test
  void taking_a_value_away_gives_a_component_no_new_time() {
    http.put(
        "/digitaltwins/m",
        """
        {"$metadata":{"$model":"dtmi:plant:Machine;1"},"heat":{"mode":"eco","$metadata":{}}}""");
    now.set(Instant.parse("2026-01-02T04:00:00Z"));
    http.patch("/digitaltwins/m", "[{\"op\":\"remove\",\"path\":\"/heat/mode\"}]");
    assertThat(http.get("/digitaltwins/m/components/heat").body())
        .isEqualTo("{\"$metadata\":{\"$lastUpdateTime\":\"2026-01-02T03:04:05.6780000Z\"}}");
    assertThat(http.get("/digitaltwins/m").json().at("/$metadata/$lastUpdateTime").asText())
        .isEqualTo("2026-01-02T04:00:00.0000000Z");
  }

  @Test
  void a_source_time_stays_until_it_is_written_again() {
    http.put(
        "/digitaltwins/m",
        """
        {"$metadata":{"$model":"dtmi:plant:Machine;1","name":{"sourceTime":"2025-12-31T00:00:00Z"}},
         "name":"a","heat":{"$metadata":{}}}""");
    http.patch("/digitaltwins/m", "[{\"op\":\"add\",\"path\":\"/name\",\"value\":\"b\"}]");
    assertThat(sourceTime()).isEqualTo("2025-12-31T00:00:00Z");
    http.patch(
        "/digitaltwins/m",
        """
        [{"op":"add","path":"/$metadata/name/sourceTime","value":"2026-01-01T00:00:00Z"}]""");
    assertThat(sourceTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(
            patchError(
                """
                [{"op":"add","path":"/$metadata/name/sourceTime","value":"yesterday"}]"""))
        .startsWith("400 ValidationFailed: ");
  }

  @Test
  void a_put_replaces_all_that_was_there() {
    http.put("/digitaltwins/m", Plant.machine("\"name\":\"a\""));
    http.put("/digitaltwins/m", Plant.machine("\"speed\":1"));
    assertThat(http.get("/digitaltwins/m").json().has("name")).isFalse();
  }

  @Test
  void the_model_can_be_replaced_if_the_twin_then_conforms() {
    http.put("/digitaltwins/m", Plant.machine("\"name\":\"a\""));
    assertThat(
            patchError(
                """
                [{"op":"replace","path":"/$metadata/$model","value":"dtmi:plant:Asset;1"}]"""))
        .startsWith("400 ValidationFailed: ");
    Reply patched =
        http.patch(
            "/digitaltwins/m",
            """
            [{"op":"replace","path":"/$metadata/$model","value":"dtmi:plant:Asset;1"},
             {"op":"remove","path":"/heat"}]""");
    assertThat(patched.status()).isEqualTo(204);
    assertThat(http.get("/digitaltwins/m").json().at("/$metadata/$model").asText())
        .isEqualTo(Plant.ASSET);
  }

  @Test
  void an_encoded_slash_in_an_id_stays_encoded() {
    assertThat(http.put("/digitaltwins/a%2Fb%20c", Plant.machine("")).json().at("/$dtId").asText())
        .isEqualTo("a%2Fb c");
    assertThat(http.get("/digitaltwins/a%2Fb%20c").status()).isEqualTo(200);
  }

  private String patchError(String patch) {
    return http.patch("/digitaltwins/m", patch).error();
  }

  private String sourceTime() {
    return http.get("/digitaltwins/m").json().at("/$metadata/name/sourceTime").asText();
  }
}
