package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.SharedData;
import io.twinfeed.local.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation of the published description, answered well and with an error. */
class PublishedApiTest {
  /** Where recordings of the real service contradict its description: what differs, and how. */
  private static final Map<Pattern, String> RECORDED_OTHERWISE =
      Map.of(
          Pattern.compile("GET \\S+ \\d+: /nextLink .*null found, string expected"),
          "the last page has an explicit null (adt-service.md §0.8)",
          Pattern.compile("POST /query 200: /continuationToken .*null found, string expected"),
          "the last page has an explicit null (adt-service.md §1.6)",
          Pattern.compile("PATCH \\S+ 204 of nothing: no header ETag"),
          "an empty patch gives no ETag (adt-service.md §0.2)",
          Pattern.compile("(GET|PUT) /jobs/\\S+ (404|409): no header x-ms-error-code"),
          "missing jobs and taken ids come without it (adt-service.md §0.4)");

  private static final String PATCH = "[{\"op\":\"add\",\"path\":\"/name\",\"value\":\"x\"}]";
  private static final String SET_POINT = "[{\"op\":\"add\",\"path\":\"/setPoint\",\"value\":1}]";
  private static final String RATE = "[{\"op\":\"add\",\"path\":\"/rate\",\"value\":2.5}]";
  private static final String RETIRE =
      "[{\"op\":\"replace\",\"path\":\"/decommissioned\",\"value\":true}]";
  private static final String ROUTE = "{\"endpointName\":\"hub\",\"filter\":\"true\"}";
  private static final String BLOBS =
      "{\"inputBlobUri\":\"https://s/c/in\",\"outputBlobUri\":\"https://s/c/out\"}";

  private final Published published = Published.read(SharedData.path("openapi/digitaltwins.json"));
  private final Set<String> answered = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();
  private final List<String> differences = new ArrayList<>();
  private LocalService service;
  private Http http;

  @BeforeEach
  void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = new Http(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void all_operations_answer_as_published() {
    errors();
    fill();
    read();
    change();
    delete();
    assertThat(answered).isEqualTo(published.operations());
    // Lists, queries and the start of a job can only be asked for in a wrong way.
    assertThat(refused).hasSizeGreaterThan(published.operations().size() / 2);
    assertThat(differences)
        .allSatisfy(
            each ->
                assertThat(RECORDED_OTHERWISE.keySet())
                    .anyMatch(known -> known.matcher(each).matches()));
    assertThat(RECORDED_OTHERWISE.keySet())
        .allSatisfy(
            known -> assertThat(differences).anyMatch(each -> known.matcher(each).matches()));
  }

  private void errors() {
    call(400, "POST", "/models", "[]");
    call(400, "GET", "/models", null, "max-items-per-page", "0");
    call(404, "GET", "/models/dtmi:a;1", null);
    call(404, "PATCH", "/models/dtmi:a;1", RETIRE);
    call(404, "DELETE", "/models/dtmi:a;1", null);
    call(400, "POST", "/query", "{\"query\":\"SELECT\"}");
    call(404, "GET", "/digitaltwins/a", null);
    call(400, "PUT", "/digitaltwins/a", "{}");
    call(404, "PATCH", "/digitaltwins/a", PATCH);
    call(404, "DELETE", "/digitaltwins/a", null);
    call(404, "GET", "/digitaltwins/a/relationships/r", null);
    call(404, "PUT", "/digitaltwins/a/relationships/r", Plant.link("near", "b", ""));
    call(404, "PATCH", "/digitaltwins/a/relationships/r", RATE);
    call(404, "DELETE", "/digitaltwins/a/relationships/r", null);
    call(404, "GET", "/digitaltwins/a/relationships", null);
    call(404, "GET", "/digitaltwins/a/incomingrelationships", null);
    call(404, "POST", "/digitaltwins/a/telemetry", "{}", "Message-Id", "1");
    call(404, "POST", "/digitaltwins/a/components/heat/telemetry", "{}", "Message-Id", "1");
    call(404, "GET", "/digitaltwins/a/components/heat", null);
    call(404, "PATCH", "/digitaltwins/a/components/heat", SET_POINT);
    call(404, "GET", "/eventroutes/e", null);
    call(400, "PUT", "/eventroutes/e", "{}");
    call(404, "DELETE", "/eventroutes/e", null);
    call(404, "GET", "/jobs/imports/j", null);
    call(400, "PUT", "/jobs/imports/j", "{}");
    call(400, "POST", "/jobs/deletions?timeoutInMinutes=1", "");
    call(404, "GET", "/jobs/deletions/j", null);
  }

  private void fill() {
    call(201, "POST", "/models", Plant.MODELS);
    call(200, "PUT", "/digitaltwins/a", Plant.machine("\"speed\":1.5"));
    call(200, "PUT", "/digitaltwins/b", Plant.machine(""));
    call(200, "PUT", "/digitaltwins/a/relationships/r", Plant.link("feeds", "b", "\"rate\":1"));
    call(204, "PUT", "/eventroutes/e", ROUTE);
    call(204, "PUT", "/eventroutes/f", ROUTE);
    call(201, "PUT", "/jobs/imports/j", BLOBS);
    call(409, "PUT", "/jobs/imports/j", BLOBS);
  }

  private void read() {
    call(200, "GET", "/models", null);
    call(200, "GET", "/models?includeModelDefinition=true", null, "max-items-per-page", "1");
    call(200, "GET", "/models/" + Plant.ASSET + "?includeModelDefinition=true", null);
    call(200, "POST", "/query", "{\"query\":\"SELECT * FROM DIGITALTWINS\"}");
    call(
        200,
        "POST",
        "/query",
        "{\"query\":\"SELECT * FROM DIGITALTWINS\"}",
        "max-items-per-page",
        "1");
    call(200, "GET", "/digitaltwins/a", null);
    call(200, "GET", "/digitaltwins/a/components/heat", null);
    call(200, "GET", "/digitaltwins/a/relationships/r", null);
    call(200, "GET", "/digitaltwins/a/relationships", null);
    call(200, "GET", "/digitaltwins/b/incomingrelationships", null);
    call(200, "GET", "/eventroutes", null);
    call(200, "GET", "/eventroutes", null, "max-items-per-page", "1");
    call(200, "GET", "/eventroutes/e", null);
    call(200, "GET", "/jobs/imports", null);
    call(200, "GET", "/jobs/imports/j", null);
    call(200, "POST", "/jobs/imports/j/cancel", "");
  }

  private void change() {
    call(204, "PATCH", "/digitaltwins/a", PATCH);
    call(204, "PATCH", "/digitaltwins/a", "[]");
    call(204, "PATCH", "/digitaltwins/a/components/heat", SET_POINT);
    call(204, "PATCH", "/digitaltwins/a/relationships/r", RATE);
    call(204, "POST", "/digitaltwins/a/telemetry", "{}", "Message-Id", "1");
    call(204, "POST", "/digitaltwins/a/components/heat/telemetry", "{}", "Message-Id", "1");
    call(204, "PATCH", "/models/" + Plant.HALL, RETIRE);
  }

  private void delete() {
    call(204, "DELETE", "/digitaltwins/a/relationships/r", null);
    call(204, "DELETE", "/digitaltwins/a", null);
    call(204, "DELETE", "/models/" + Plant.HALL, null);
    call(204, "DELETE", "/eventroutes/e", null);
    call(204, "DELETE", "/jobs/imports/j", null);
    call(202, "POST", "/jobs/deletions", "", "operation-id", "d");
    call(200, "GET", "/jobs/deletions", null);
    call(200, "GET", "/jobs/deletions/d", null);
  }

  private void call(
      int status, String method, String path, @Nullable String body, String... headers) {
    Reply reply = http.send(method, path, body, headers);
    assertThat(reply.status()).as("%s %s: %s", method, path, reply.body()).isEqualTo(status);
    String operation = published.operation(method, path);
    (status < 400 ? answered : refused).add(operation);
    String label = operation + " " + status + ("[]".equals(body) ? " of nothing" : "") + ": ";
    published.differences(operation, reply).forEach(each -> differences.add(label + each));
  }
}
