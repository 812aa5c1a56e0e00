package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.local.Http.Reply;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeepingTest {
  private static final int CLIENTS = 4;
  private static final int WRITES_BEFORE_THE_KILL = 400;

  @TempDir Path folder;

  @Test
  void a_folder_serves_one_service_at_a_time() {
    try (LocalService first = LocalService.start(kept())) {
      assertThat(first.endpoint()).isNotNull();
      assertThatThrownBy(() -> LocalService.start(kept()))
          .isInstanceOfSatisfying(
              TwinfeedException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(TwinfeedException.Kind.STATE);
                assertThat(e).hasMessageContaining("graph.mv");
                assertThat(e.hint()).isEqualTo("is another local service using it?");
              });
    }
  }

  @Test
  void a_file_that_is_something_else_is_refused() throws IOException {
    Files.writeString(folder.resolve("graph.mv"), "no graph ".repeat(2000));
    assertThatThrownBy(() -> LocalService.start(kept()))
        .isInstanceOf(TwinfeedException.class)
        .hasMessageContaining("graph.mv");
  }

  @Test
  void a_service_that_was_closed_comes_back_as_it_was() {
    String twin;
    String link;
    String models;
    Instant then = Instant.parse("2026-01-02T03:04:05.123456789Z");
    try (LocalService service = LocalService.start(kept().withClock(() -> then))) {
      Http http = Plant.withModels(service);
      http.patch(
          "/models/" + Plant.HALL,
          "[{\"op\":\"replace\",\"path\":\"/decommissioned\",\"value\":true}]");
      http.put(
          "/digitaltwins/a",
          """
          {"$metadata":{"$model":"dtmi:plant:Machine;1",
            "name":{"sourceTime":"2025-12-31T00:00:00Z"}},
           "name":"ü \\" \\\\ \\u0001","speed":1.10,"running":true,"size":{"width":0.000},
           "tags":["a","b"],"heat":{"mode":"eco","$metadata":{}}}""");
      http.put("/digitaltwins/b", Plant.machine(""));
      http.put("/digitaltwins/gone", Plant.machine(""));
      http.put("/digitaltwins/a/relationships/r", Plant.link("feeds", "b", "\"rate\":2.50"));
      http.put("/digitaltwins/a/relationships/gone", Plant.link("near", "b", ""));
      http.put("/eventroutes/e", "{\"endpointName\":\"hub\",\"filter\":\"true\"}");
      http.put("/eventroutes/gone", "{\"endpointName\":\"hub\",\"filter\":\"true\"}");
      assertThat(http.delete("/digitaltwins/gone").status()).isEqualTo(204);
      assertThat(http.delete("/digitaltwins/a/relationships/gone").status()).isEqualTo(204);
      assertThat(http.delete("/eventroutes/gone").status()).isEqualTo(204);
      twin = http.get("/digitaltwins/a").body();
      link = http.get("/digitaltwins/a/relationships/r").body();
      models = http.get("/models?includeModelDefinition=true").body();
    }
    try (LocalService again = LocalService.start(kept())) {
      Http http = new Http(again);
      assertThat(http.get("/digitaltwins/a").body()).isEqualTo(twin);
      assertThat(http.get("/digitaltwins/a/relationships/r").body()).isEqualTo(link);
      assertThat(http.get("/models?includeModelDefinition=true").body()).isEqualTo(models);
      assertThat(http.get("/digitaltwins/b/incomingrelationships").json().at("/value")).hasSize(1);
      assertThat(http.get("/digitaltwins/gone").status()).isEqualTo(404);
      assertThat(http.get("/digitaltwins/a/relationships/gone").status()).isEqualTo(404);
      assertThat(http.get("/eventroutes").json().at("/value").findValuesAsText("id"))
          .containsExactly("e");
      assertThat(http.query("SELECT COUNT() FROM DIGITALTWINS").json().at("/value/0/COUNT").asInt())
          .isEqualTo(2);
    }
  }

  @Test
  void what_was_acknowledged_outlives_a_kill()
      throws ExecutionException, IOException, InterruptedException {
    List<Future<int[]>> clients = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try (KeptService service = KeptService.start(folder)) {
      Http http = new Http(service.endpoint());
      assertThat(http.post("/models", Plant.MODELS).status()).isEqualTo(201);
      AtomicInteger writes = new AtomicInteger();
      for (int i = 0; i < CLIENTS; i++) {
        String id = "m" + i;
        clients.add(threads.submit(() -> write(http, id, writes)));
      }
      while (writes.get() < WRITES_BEFORE_THE_KILL && clients.stream().noneMatch(Future::isDone)) {
        Thread.onSpinWait();
      }
      service.kill();
      try (LocalService again = LocalService.start(kept())) {
        for (int i = 0; i < CLIENTS; i++) {
          requireKept(new Http(again), "m" + i, clients.get(i).get());
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void the_graph_is_exported_as_the_file_of_an_import_job() throws IOException {
    try (LocalService service = LocalService.start(LocalSettings.onFreePort())) {
      Http http = new Http(service);
      http.post(
          "/models",
          """
          [{"@id":"dtmi:a;1","@type":"Interface","@context":"dtmi:dtdl:context;2",
            "contents":[{"@type":"Relationship","name":"to"},
             {"@type":"Property","name":"n","schema":"double"}]}]""");
      http.put(
          "/digitaltwins/a",
          """
          {"$metadata":{"$model":"dtmi:a;1","n":{"sourceTime":"2026-01-01T00:00:00Z"}},"n":1.50}""");
      http.put("/digitaltwins/b", "{\"$metadata\":{\"$model\":\"dtmi:a;1\"}}");
      http.put("/digitaltwins/a/relationships/r", Plant.link("to", "b", ""));
      StringWriter file = new StringWriter();
      service.export(file);
      assertThat(http.get("/local/export").body()).isEqualTo(file.toString());
      assertThat(file.toString())
          .isEqualTo(
              """
              {"Section":"Header"}
              {"fileVersion":"1.0.0","author":"twinfeed","organization":""}
              {"Section":"Models"}
              {"@id":"dtmi:a;1","@type":"Interface","@context":"dtmi:dtdl:context;2","contents":\
              [{"@type":"Relationship","name":"to"},\
              {"@type":"Property","name":"n","schema":"double"}]}
              {"Section":"Twins"}
              {"$dtId":"a","n":1.50,"$metadata":{"$model":"dtmi:a;1",\
              "n":{"sourceTime":"2026-01-01T00:00:00Z"}}}
              {"$dtId":"b","$metadata":{"$model":"dtmi:a;1"}}
              {"Section":"Relationships"}
              {"$dtId":"a","$relationshipId":"r","$targetId":"b","$relationshipName":"to"}
              """);
    }
  }

  private LocalSettings kept() {
    return LocalSettings.onFreePort().withData(folder);
  }

  /**
   * Counts a twin up until the service is gone; beside it, creates one twin a time and deletes
   * every other one of them.
   *
   * @return the last count that was acknowledged, and how many of the others
   */
  private static int[] write(Http http, String id, AtomicInteger writes) {
    int count = -1;
    int others = 0;
    try {
      while (true) {
        acknowledged(http.put("/digitaltwins/" + id, Plant.machine("\"count\":" + (count + 1))));
        count++;
        String other = "/digitaltwins/" + id + "-" + others;
        acknowledged(http.put(other, Plant.machine("")));
        if (others % 2 == 0) {
          acknowledged(http.delete(other));
        } else {
          acknowledged(http.put(other + "/relationships/r", Plant.link("near", id, "")));
        }
        others++;
        writes.addAndGet(3);
      }
    } catch (UncheckedIOException e) {
      return new int[] {count, others};
    }
  }

  private static void acknowledged(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isLessThan(300);
  }

  private static void requireKept(Http http, String id, int[] acknowledged) {
    assertThat(http.get("/digitaltwins/" + id).json().at("/count").asInt())
        .isBetween(acknowledged[0], acknowledged[0] + 1);
    for (int i = 0; i < acknowledged[1]; i++) {
      String other = "/digitaltwins/" + id + "-" + i;
      if (i % 2 == 0) {
        assertThat(http.get(other).status()).as(other).isEqualTo(404);
      } else {
        assertThat(http.get(other + "/relationships/r").status()).as(other).isEqualTo(200);
      }
    }
  }
}
