package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs one after the other: what the last one has left decides what the next one has to do. */
class SnapshotRunsTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Relationship", "name": "feeds", "target": "dtmi:com:example:Pump;1"}]}]
      """;

  private static final String PIPELINE =
      Scene.HEAD
          + """
      sources:
        pumps: {connection: erp, table: pump, key: [no]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          properties: {name: "${name}"}
      relationships:
        - name: feeds
          from: pumps
          source: pump-${no}
          target: pump-${feeds}
          when: feeds != null
          exclusive: true
      """;

  @TempDir Path folder;
  private Scene scene;
  private Path pipeline;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.models(MODELS);
    pipeline = scene.write("pumps.yaml", PIPELINE);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, name VARCHAR, feeds INT)",
        "INSERT INTO pump SELECT x, 'pump ' || x, NULLIF(x - 1, 0) FROM SYSTEM_RANGE(1, 60)");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void a_second_run_at_once_is_refused_and_writes_nothing() throws IOException {
    run(0);
    scene.sql("UPDATE pump SET name = 'changed' WHERE no = 1");
    try (FileChannel other = FileChannel.open(only("lease"), StandardOpenOption.WRITE);
        var lock = other.lock()) {
      CliRun refused = run(9);
      assertThat(lock.isValid()).isTrue();
      assertThat(refused.err()).contains("is in use by run ");
      assertThat(refused.showsAStackTrace()).isFalse();
    }
    assertThat(scene.text("pump-1", "name")).isEqualTo("pump 1");
    run(0);
    assertThat(scene.text("pump-1", "name")).isEqualTo("changed");
  }

  @Test
  void a_snapshot_that_can_not_be_read_ends_the_run_before_anything_is_written()
      throws IOException {
    run(0);
    Path part = only("*-part-*");
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length - 1]++;
    Files.write(part, bytes);
    scene.sql("UPDATE pump SET name = 'changed'");

    CliRun unreadable = run(9);

    assertThat(unreadable.err()).contains("the state in ").contains("can't be read");
    assertThat(unreadable.showsAStackTrace()).isFalse();
    assertThat(scene.text("pump-1", "name")).isEqualTo("pump 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void an_unchanged_source_costs_no_write_and_at_most_20_reads(String runner) throws IOException {
    String config = "runner-configs/" + runner + ".yaml";
    run(0, "--runner-config", config);
    String etag = scene.twin("pump-1").etag();

    run(0, "--runner-config", config);

    JsonNode summary = scene.latestSummary();
    assertThat(scene.counts("twins")).isEqualTo(Map.of("desired", 60, "unchanged", 60));
    assertThat(scene.counts("relationships")).isEqualTo(Map.of("desired", 59, "unchanged", 59));
    assertThat(summary.path("calls").path("total").asInt()).isBetween(2, 20);
    assertThat(scene.twin("pump-1").etag()).isEqualTo(etag);
  }

  @Test
  void what_changed_is_read_and_written_and_nothing_else() throws IOException {
    run(0);
    scene.sql(
        "UPDATE pump SET name = 'renamed' WHERE no = 7",
        "UPDATE pump SET feeds = 30 WHERE no = 8",
        "UPDATE pump SET feeds = NULL WHERE no = 9",
        "INSERT INTO pump VALUES (61, 'new', 1)");

    run(0);

    assertThat(scene.counts("twins"))
        .isEqualTo(Map.of("desired", 61, "created", 1, "updated", 1, "unchanged", 59));
    assertThat(scene.counts("relationships"))
        .isEqualTo(
            Map.of("desired", 59, "created", 1, "updated", 1, "unchanged", 57, "deleted", 1));
    assertThat(scene.text("pump-7", "name")).isEqualTo("renamed");
    assertThat(scene.targets("pump-8", "feeds")).containsExactly("pump-30");
    assertThat(scene.targets("pump-9", "feeds")).isEmpty();
    run(0);
    assertThat(scene.counts("twins")).isEqualTo(Map.of("desired", 61, "unchanged", 61));
  }

  @Test
  void drift_is_left_by_a_snapshot_and_healed_live() throws IOException {
    run(0);
    try (TwinStore store = scene.store()) {
      Patch byHand = new Patch(List.of(new Patch.Add("/name", new Value.Text("by hand"))));
      assertThat(store.patch(new TwinId("pump-3"), byHand, null).join().isDone()).isTrue();
    }
    run(0);
    assertThat(scene.text("pump-3", "name")).isEqualTo("by hand");

    scene.write("pumps.yaml", PIPELINE + "sync: {compare: live}\n");
    run(0);
    assertThat(scene.text("pump-3", "name")).isEqualTo("pump 3");
    assertThat(scene.counts("twins")).containsEntry("updated", 1);
  }

  @Test
  void a_graph_that_was_lost_is_made_again() throws IOException {
    run(0);
    wipe();

    CliRun again = run(0);

    assertThat(again.err()).contains("the graph is not the one that the last run has left");
    assertThat(scene.counts("twins")).containsEntry("created", 60);
    assertThat(scene.counts("relationships")).containsEntry("created", 59);
    assertThat(scene.text("pump-60", "name")).isEqualTo("pump 60");
    run(0);
    assertThat(scene.latestSummary().path("warnings").size()).isZero();
  }

  @Test
  void another_endpoint_has_a_snapshot_of_its_own() throws IOException {
    run(0);
    try (LocalService other = LocalService.start(LocalSettings.onFreePort())) {
      Scene.variable("TWINS_ENDPOINT", other.endpoint().toString());
      scene.write(
          "pumps.yaml", PIPELINE.replace("models: models", "models: models, pushModels: true"));
      run(0);
      assertThat(scene.counts("twins")).containsEntry("created", 60);
    }
  }

  @Test
  void what_a_broken_off_run_may_have_written_is_not_believed() throws IOException {
    run(0);
    scene.sql("UPDATE pump SET name = 'B'", "INSERT INTO pump VALUES (61, 'new', NULL)");
    // Ends the run after some of its patches
    scene.faults("[{method: PATCH, path: '/digitaltwins/pump-59', status: 403}]");
    CliRun broken = run(6);
    assertThat(broken.err()).contains("403");
    scene.faults("[]");
    scene.sql("UPDATE pump SET name = 'pump ' || no WHERE no < 61");

    CliRun next = run(0);

    assertThat(next.err()).contains("an earlier run did not come to its end");
    for (int no = 1; no <= 60; no++) {
      assertThat(scene.text("pump-" + no, "name")).isEqualTo("pump " + no);
    }
    run(0);
    assertThat(scene.latestSummary().path("warnings").size()).isZero();
    assertThat(scene.counts("twins")).containsEntry("unchanged", 61);
  }

  @Test
  void a_rejected_write_is_tried_again_until_it_comes_through() throws IOException {
    run(0);
    scene.sql("UPDATE pump SET name = 'B' WHERE no IN (3, 4)");
    scene.faults("[{method: PATCH, path: /digitaltwins/pump-3, status: 400}]");
    run(7);
    assertThat(scene.text("pump-4", "name")).isEqualTo("B");
    scene.faults("[]");

    run(0);

    assertThat(scene.text("pump-3", "name")).isEqualTo("B");
    assertThat(scene.counts("twins")).containsEntry("updated", 1);
  }

  @Test
  void the_state_is_shown_and_reset_only_on_purpose() throws IOException {
    Path runs = folder.resolve("runs");
    String file = pipeline.toString();
    CliRun empty = CliRun.of("state", "show", file, "--runs-dir", runs.toString());
    assertThat(empty.exitCode()).as(empty.err()).isZero();
    assertThat(empty.out()).contains("generation     0\n");
    run(0);

    CliRun show = CliRun.of("state", "show", file, "--runs-dir", runs.toString(), "--json");
    assertThat(show.out())
        .contains("\"generation\":1", "\"twins\":60", "\"relationships\":59")
        .contains("\"created\":119", "\"uncertain\":0", "\"interrupted\":false");
    assertThat(CliRun.of("state", "unlock", file, "--runs-dir", runs.toString()).err())
        .contains("nothing to unlock");
    CliRun refused = CliRun.of("state", "reset", file, "--runs-dir", runs.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("say --yes");

    CliRun reset = CliRun.of("state", "reset", file, "--runs-dir", runs.toString(), "--yes");
    assertThat(reset.exitCode()).as(reset.err()).isZero();
    run(0);
    assertThat(scene.counts("twins")).isEqualTo(Map.of("desired", 60, "unchanged", 60));
    show = CliRun.of("state", "show", file, "--runs-dir", runs.toString(), "--json");
    assertThat(show.out()).contains("\"generation\":1", "\"created\":0");
  }

  private CliRun run(int exitCode, String... more) {
    CliRun run = scene.run(pipeline, more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  private void wipe() {
    try (TwinStore store = scene.store()) {
      for (int no = 1; no <= 60; no++) {
        TwinId id = new TwinId("pump-" + no);
        scene
            .relationships(id.value(), "feeds")
            .forEach(link -> store.delete(id, link.id(), null).join());
      }
      for (int no = 1; no <= 60; no++) {
        store.delete(new TwinId("pump-" + no), null).join();
      }
    }
  }

  private Path only(String pattern) throws IOException {
    try (var identities = Files.newDirectoryStream(folder.resolve("state"));
        var files = Files.newDirectoryStream(identities.iterator().next(), pattern)) {
      return files.iterator().next();
    }
  }
}
