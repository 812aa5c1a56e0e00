package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that read only what has changed since the last one. */
class WatermarkRunsTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Line;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [{"@type": "Property", "name": "hall", "schema": "string"}]},
       {"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "owner", "schema": "string"},
          {"@type": "Property", "name": "power", "schema": "integer"},
          {"@type": "Relationship", "name": "partOf", "target": "dtmi:com:example:Line;1"}]}]
      """;

  private static final String PIPELINE =
      Scene.HEAD
          + """
      sources:
        pumps:
          connection: erp
          table: pump
          key: [no]
          columns: [no, code, name, line, power, gone, changed]
          watermark: changed
          deleted: gone
        owners: {connection: erp, table: owner, key: [no], watermark: {column: changed}}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${code}
          properties: {name: "${name}", power: "${power}"}
        - name: line
          from: pumps
          model: dtmi:com:example:Line;1
          id: line-${line}
          when: line != null
          properties: {hall: "hall ${line}"}
        - name: owner
          from: owners
          creates: false
          model: dtmi:com:example:Pump;1
          id: pump-${code}
          properties: {owner: "${name}"}
      relationships:
        - name: partOf
          from: pumps
          source: pump-${code}
          target: line-${line}
          when: line != null
          exclusive: true
      """;
  private static final String MIRROR = "sync: {mode: mirror, fullEvery: 30d}\n";

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.models(MODELS);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, code VARCHAR, name VARCHAR, line VARCHAR,"
            + " power VARCHAR, gone BOOLEAN DEFAULT FALSE,"
            + " changed TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP)",
        "CREATE TABLE owner (no INT PRIMARY KEY, code VARCHAR, name VARCHAR,"
            + " changed TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP)",
        "INSERT INTO pump (no, code, name, line, power)"
            + " SELECT x, x, 'pump ' || x, CASE WHEN x < 5 THEN 'A' ELSE 'B' END, '7'"
            + " FROM SYSTEM_RANGE(1, 8)",
        "INSERT INTO owner (no, code, name) VALUES (1, '1', 'Ann'), (2, '2', 'Ben')");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void only_what_changed_is_read(String runner) throws IOException {
    String config = "runner-configs/" + runner + ".yaml";
    run(0, PIPELINE, "--runner-config", config);
    JsonNode first = source("pumps");
    assertThat(first.path("full").asBoolean()).isTrue();
    assertThat(first.path("watermark").path("from").isNull()).isTrue();
    change("name = 'renamed'", 3);

    run(0, PIPELINE, "--runner-config", config);

    JsonNode second = source("pumps");
    assertThat(second.path("full").asBoolean()).isFalse();
    assertThat(second.path("rows").asInt()).isEqualTo(1);
    assertThat(second.path("watermark").path("from")).isEqualTo(first.path("watermark").path("to"));
    assertThat(scene.text("pump-3", "name")).isEqualTo("renamed");
    assertThat(scene.text("pump-1", "owner")).isEqualTo("Ann");
    assertThat(scene.counts("twins")).isEqualTo(Map.of("desired", 2, "updated", 1, "unchanged", 1));
    run(0, PIPELINE, "--runner-config", config);
    assertThat(source("pumps").path("rows").asInt()).isZero();
    assertThat(scene.counts("twins")).isEmpty();
  }

  @Test
  void a_row_that_does_not_come_is_not_deleted_until_all_are_read() throws IOException {
    run(0, PIPELINE + MIRROR);
    scene.sql("DELETE FROM pump WHERE no = 4");
    run(0, PIPELINE + MIRROR);
    assertThat(scene.twin("pump-4")).isNotNull();

    run(0, PIPELINE + MIRROR, "--full");

    assertThat(scene.twin("pump-4")).isNull();
    assertThat(scene.counts("twins")).containsEntry("deleted", 1);
    assertThat(source("pumps").path("full").asBoolean()).isTrue();
  }

  @Test
  void a_row_whose_id_changed_retires_the_old_twin() throws IOException {
    run(0, PIPELINE + MIRROR);
    change("code = '44'", 4);

    run(0, PIPELINE + MIRROR);

    assertThat(source("pumps").path("rows").asInt()).isEqualTo(1);
    assertThat(scene.twin("pump-4")).isNull();
    assertThat(scene.text("pump-44", "name")).isEqualTo("pump 4");
    assertThat(scene.targets("pump-44", "partOf")).containsExactly("line-A");
    assertThat(scene.text("line-A", "hall")).isEqualTo("hall A");
  }

  @Test
  void a_row_that_is_marked_as_deleted_goes_at_once_and_what_others_still_say_stays()
      throws IOException {
    run(0, PIPELINE + MIRROR);
    change("gone = TRUE", 1);
    run(0, PIPELINE + MIRROR);
    assertThat(scene.twin("pump-1")).isNull();
    assertThat(scene.text("line-A", "hall")).isEqualTo("hall A");
    for (int no = 2; no <= 4; no++) {
      change("gone = TRUE", no);
    }

    run(0, PIPELINE + MIRROR);

    assertThat(scene.twin("line-A")).as("its last row is gone").isNull();
    assertThat(scene.text("line-B", "hall")).isEqualTo("hall B");
  }

  @Test
  void a_row_without_a_time_is_read_every_time() throws IOException {
    scene.sql("UPDATE pump SET changed = NULL WHERE no = 2");
    run(0, PIPELINE);
    scene.sql("UPDATE pump SET name = 'unmarked' WHERE no = 2");

    run(0, PIPELINE);

    assertThat(source("pumps").path("rows").asInt()).isEqualTo(1);
    assertThat(scene.text("pump-2", "name")).isEqualTo("unmarked");
  }

  @Test
  void another_expression_reads_everything_again_and_a_comment_does_not() throws IOException {
    run(0, PIPELINE);
    run(0, "# a comment\n" + PIPELINE);
    assertThat(source("pumps").path("full").asBoolean()).isFalse();

    run(0, PIPELINE.replace("name: \"${name}\", power", "name: \"the ${name}\", power"));

    assertThat(source("pumps").path("full").asBoolean()).isTrue();
    assertThat(source("owners").path("full").asBoolean()).isFalse();
    assertThat(scene.text("pump-8", "name")).isEqualTo("the pump 8");
    assertThat(scene.text("pump-1", "owner")).isEqualTo("Ann");
  }

  @Test
  void a_rejected_row_is_asked_for_until_it_comes_through() throws IOException {
    scene.sql("UPDATE pump SET power = 'much' WHERE no = 5");
    run(7, PIPELINE);
    assertThat(scene.twin("pump-5")).isNull();
    run(7, PIPELINE);
    assertThat(source("pumps").path("rows").asInt()).isEqualTo(1);
    scene.sql("UPDATE pump SET power = '9' WHERE no = 5"); // whoever mended it left the time alone

    run(0, PIPELINE);

    assertThat(scene.text("pump-5", "name")).isEqualTo("pump 5");
    assertThat(scene.targets("pump-5", "partOf")).containsExactly("line-B");
    run(0, PIPELINE);
    assertThat(source("pumps").path("rows").asInt()).isZero();
  }

  @Test
  void what_adds_to_a_twin_that_comes_later_is_asked_for_again() throws IOException {
    scene.sql("INSERT INTO owner (no, code, name) VALUES (3, '9', 'Cid')");
    run(0, PIPELINE);
    scene.sql("INSERT INTO pump (no, code, name, power) VALUES (9, '9', 'pump 9', '7')");

    run(0, PIPELINE);
    run(0, PIPELINE);

    assertThat(scene.text("pump-9", "owner")).isEqualTo("Cid");
  }

  @Test
  void what_a_row_has_added_is_taken_back_when_it_adds_to_another_twin() throws IOException {
    run(0, PIPELINE);
    scene.sql("UPDATE owner SET code = '3', changed = CURRENT_TIMESTAMP WHERE no = 1");

    run(0, PIPELINE);

    assertThat(scene.text("pump-1", "owner")).isNull();
    assertThat(scene.text("pump-1", "name")).isEqualTo("pump 1");
    assertThat(scene.text("pump-3", "owner")).isEqualTo("Ann");
  }

  @Test
  void a_relationship_gives_way_to_that_of_the_changed_row() throws IOException {
    run(0, PIPELINE);
    change("line = 'B'", 4);

    run(0, PIPELINE);

    assertThat(scene.targets("pump-4", "partOf")).containsExactly("line-B");
    assertThat(scene.targets("pump-3", "partOf")).containsExactly("line-A");
    assertThat(scene.counts("relationships")).isEqualTo(Map.of("desired", 1, "updated", 1));
  }

  @Test
  void rows_that_contradict_those_that_were_not_read_are_decided_by_the_next_run()
      throws IOException {
    String halls = PIPELINE.replace("hall: \"hall ${line}\"", "hall: \"${name}\"");
    scene.sql("UPDATE pump SET name = 'one'");
    run(0, halls);
    assertThat(scene.text("line-A", "hall")).isEqualTo("one");
    scene.sql("UPDATE pump SET name = 'two' WHERE no < 5"); // three of four keep their time
    change("name = 'two'", 1);

    run(0, halls);
    assertThat(scene.counts("twins")).containsEntry("held", 1);
    assertThat(scene.text("line-A", "hall")).isEqualTo("one");
    run(0, halls);

    assertThat(scene.text("line-A", "hall")).isEqualTo("two");
    assertThat(source("pumps").path("rows").asInt()).isEqualTo(4);
    run(0, halls);
    assertThat(source("pumps").path("rows").asInt()).isZero();
  }

  @Test
  void a_lost_graph_is_made_again_of_all_rows() throws IOException {
    run(0, PIPELINE);
    try (TwinStore store = scene.store()) {
      for (int no = 1; no <= 8; no++) {
        TwinId id = new TwinId("pump-" + no);
        scene
            .relationships(id.value(), "partOf")
            .forEach(link -> store.delete(id, link.id(), null).join());
        store.delete(id, null).join();
      }
    }

    run(0, PIPELINE);

    assertThat(source("pumps").path("full").asBoolean()).isTrue();
    assertThat(scene.text("pump-8", "name")).isEqualTo("pump 8");
    assertThat(scene.text("pump-2", "owner")).isEqualTo("Ben");
  }

  @Test
  void a_mirror_deletes_nothing_because_the_file_asks_for_fewer_rows() throws IOException {
    run(0, PIPELINE + MIRROR);
    String fewer =
        PIPELINE.replace("    deleted: gone\n", "    deleted: gone\n    where: no < 8\n");

    CliRun refused = run(8, fewer + MIRROR);

    assertThat(refused.err())
        .contains("the file asks for other rows of pumps than in the last run")
        .contains("--accept-scope-change");
    assertThat(scene.twin("pump-8")).isNotNull();
    run(0, fewer + MIRROR, "--accept-scope-change");
    assertThat(scene.twin("pump-8")).isNull();
    run(0, fewer + MIRROR);
  }

  @Test
  void everything_is_read_as_often_as_the_file_says() throws IOException {
    String always = PIPELINE + "sync: {fullEvery: 0s}\n";
    run(0, always);
    run(0, always);
    assertThat(source("pumps").path("full").asBoolean()).isTrue();
    run(0, PIPELINE + "sync: {fullEvery: 1d}\n");
    assertThat(source("pumps").path("full").asBoolean()).isFalse();
  }

  @Test
  void a_watermark_that_is_no_time_is_refused_before_anything_is_read() throws IOException {
    CliRun refused = run(5, PIPELINE.replace("watermark: changed", "watermark: power"));

    assertThat(refused.err())
        .contains("source pumps: the watermark POWER is CHARACTER VARYING, and no time")
        .contains("takes a column of timestamps or dates");
    assertThat(refused.showsAStackTrace()).isFalse();
  }

  private CliRun run(int exitCode, String yaml, String... more) throws IOException {
    CliRun run = scene.run(scene.write("pumps.yaml", yaml), more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  private void change(String set, int no) {
    scene.sql("UPDATE pump SET " + set + ", changed = CURRENT_TIMESTAMP WHERE no = " + no);
  }

  private JsonNode source(String name) throws IOException {
    return scene.latestSummary().path("sources").path(name);
  }
}
