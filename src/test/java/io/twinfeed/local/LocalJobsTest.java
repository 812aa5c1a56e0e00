package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.local.Http.Reply;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalJobsTest {
  private static final String BLOBS =
      """
      {"inputBlobUri":"https://s.blob.core.windows.net/c/in.ndjson",\
      "outputBlobUri":"https://s.blob.core.windows.net/c/out.ndjson"}""";

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
  void a_job_that_is_not_there_is_not_found_and_the_header_does_not_say_so() {
    Reply reply = http.get("/jobs/imports/j");
    assertThat(reply.error()).isEqualTo("404 JobNotFound: There is no job with the id j.");
    assertThat(reply.header("x-ms-error-code")).isEmpty();
    assertThat(http.delete("/jobs/imports/j").error()).startsWith("404 JobNotFound: ");
    assertThat(http.post("/jobs/imports/j/cancel", "").error()).startsWith("404 JobNotFound: ");
    assertThat(http.get("/jobs/deletions/j").error()).startsWith("404 JobNotFound: ");
  }

  @Test
  void versions_before_jobs_do_not_know_them() {
    assertThat(http.at("2022-05-31").get("/jobs/imports").error())
        .startsWith("400 UnsupportedApiVersion: ");
    assertThat(http.at("2023-06-30").get("/jobs/imports").status()).isEqualTo(200);
    assertThat(http.at("2023-06-30").get("/jobs/deletions").error())
        .startsWith("400 UnsupportedApiVersion: ");
  }

  @Test
  void an_import_from_nowhere_is_refused() {
    assertThat(http.put("/jobs/imports/j", "{\"inputBlobUri\":\"x\"}").error())
        .isEqualTo("400 InvalidArgument: The payload is invalid: outputBlobUri is missing.");
    assertThat(
            http.put("/jobs/imports/j", "{\"inputBlobUri\":\"x\",\"outputBlobUri\":\"x\"}").error())
        .isEqualTo("400 InvalidArgument: The inputBlobUri x is not the address of a blob.");
  }

  @Test
  void an_import_is_taken_and_fails_because_there_is_no_storage() {
    Reply created = http.put("/jobs/imports/j", BLOBS);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body())
        .isEqualTo(
            """
            {"id":"j","inputBlobUri":"https://s.blob.core.windows.net/c/in.ndjson",\
            "outputBlobUri":"https://s.blob.core.windows.net/c/out.ndjson",\
            "createdDateTime":"2026-01-02T03:04:05.678Z",\
            "lastActionDateTime":"2026-01-02T03:04:05.678Z",\
            "purgeDateTime":"2026-02-01T03:04:05.678Z","status":"notstarted"}""");
    Reply read = http.get("/jobs/imports/j");
    assertThat(read.json().at("/status").asText()).isEqualTo("failed");
    assertThat(read.json().at("/finishedDateTime").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(read.json().at("/error/message").asText())
        .startsWith("The local twin service has no blob storage")
        .endsWith("Send models, twins and relationships by requests instead.");
    assertThat(http.post("/jobs/imports/j/cancel", "").body()).isEqualTo(read.body());
    Reply again = http.put("/jobs/imports/j", BLOBS);
    assertThat(again.error()).startsWith("409 JobIdAlreadyExists: ");
    assertThat(again.header("x-ms-error-code")).isEmpty();
    assertThat(http.delete("/jobs/imports/j").status()).isEqualTo(204);
    assertThat(http.get("/jobs/imports").body()).isEqualTo("{\"value\":[],\"nextLink\":null}");
  }

  @Test
  void jobs_are_listed_in_pages_and_forgotten_after_30_days() {
    http.put("/jobs/imports/b", BLOBS);
    http.put("/jobs/imports/a", BLOBS);
    Reply first = http.get("/jobs/imports", "max-items-per-page", "1");
    assertThat(first.json().at("/value").findValuesAsText("id")).containsExactly("a");
    String next = first.json().at("/nextLink").asText();
    assertThat(
            http.at("")
                .get(next.substring(service.endpoint().toString().length()))
                .json()
                .at("/value")
                .findValuesAsText("id"))
        .containsExactly("b");
    now.set(Instant.parse("2026-02-01T03:04:05.678Z"));
    assertThat(http.get("/jobs/imports/a").status()).isEqualTo(404);
  }

  @Test
  void a_time_limit_out_of_range_is_refused() {
    assertThat(http.post("/jobs/deletions?timeoutInMinutes=14", "").error())
        .isEqualTo("400 InvalidArgument: timeoutInMinutes must be between 15 and 1440, not 14.");
    assertThat(http.post("/jobs/deletions?timeoutInMinutes=x", "").status()).isEqualTo(400);
  }

  @Test
  void a_delete_job_takes_all_away_that_there_is() {
    http.put("/digitaltwins/a", Plant.machine(""));
    http.put("/digitaltwins/b", Plant.machine(""));
    http.put("/digitaltwins/a/relationships/r", Plant.link("feeds", "b", ""));
    http.put("/digitaltwins/b/relationships/r", Plant.link("feeds", "a", ""));
    Reply started = http.post("/jobs/deletions", "", "operation-id", "d");
    assertThat(started.status()).isEqualTo(202);
    assertThat(started.header("Operation-Location"))
        .isEqualTo(service.endpoint() + "/jobs/deletions/d?api-version=2023-10-31");
    assertThat(started.body())
        .isEqualTo(
            """
            {"id":"d","createdDateTime":"2026-01-02T03:04:05.678Z",\
            "purgeDateTime":"2026-02-01T03:04:05.678Z","status":"notstarted"}""");
    Reply read = finished("d");
    assertThat(read.json().at("/status").asText()).isEqualTo("succeeded");
    assertThat(http.get("/digitaltwins/a").status()).isEqualTo(404);
    assertThat(http.get("/digitaltwins/b").status()).isEqualTo(404);
    assertThat(http.get("/models").json().at("/value")).isEmpty();
    assertThat(http.post("/jobs/deletions", "", "operation-id", "d").error())
        .startsWith("400 ValidationFailed: The operation-id d already exists.");
    assertThat(http.get("/jobs/deletions").json().at("/value").findValuesAsText("id"))
        .containsExactly("d");
  }

  // The job runs beside the requests: asking again is how a client waits for it.
  private Reply finished(String job) {
    Instant deadline = Instant.now().plusSeconds(20);
    Reply read = http.get("/jobs/deletions/" + job);
    while (!read.json().has("finishedDateTime") && Instant.now().isBefore(deadline)) {
      read = http.get("/jobs/deletions/" + job);
    }
    return read;
  }
}
