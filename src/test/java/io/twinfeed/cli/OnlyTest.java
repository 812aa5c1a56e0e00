package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of some rules and not of all. */
class OnlyTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Line;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "hall", "schema": "string"},
          {"@type": "Property", "name": "pumps", "schema": "integer"}]},
       {"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "owner", "schema": "string"},
          {"@type": "Relationship", "name": "partOf", "target": "dtmi:com:example:Line;1"},
          {"@type": "Relationship", "name": "feeds", "target": "dtmi:com:example:Pump;1"}]}]
      """;

  private static final String PIPELINE =
      Scene.HEAD
          + """
      sources:
        pumps: {connection: erp, table: pump, key: [no], watermark: {column: changed}}
        owners: {connection: erp, table: owner, key: [no]}
        lines: {connection: erp, table: line, key: [id]}
        loads: {connection: erp, table: pump, key: [no]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          properties: {name: "${name}"}
        - name: line
          from: lines
          model: dtmi:com:example:Line;1
          id: line-${id}
          properties: {hall: "hall ${id}"}
        - name: owner
          from: owners
          creates: false
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          properties: {owner: "${name}"}
        - name: load
          from: loads
          creates: false
          model: dtmi:com:example:Line;1
          id: line-${line}
          when: line != null
          properties: {pumps: {count: true}}
      relationships:
        - name: partOf
          from: pumps
          source: pump-${no}
          target: line-${line}
          when: line != null
          exclusive: true
        - name: feeds
          from: pumps
          source: pump-${no}
          target: pump-${next}
          when: next != null
          exclusive: true
      sync: {mode: mirror, fullEvery: 30d, guards: {maxDeletes: 90%}}
      """;

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.models(MODELS);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, name VARCHAR, line VARCHAR, next INT,"
            + " changed TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP)",
        "CREATE TABLE owner (no INT PRIMARY KEY, name VARCHAR)",
        "CREATE TABLE line (id VARCHAR PRIMARY KEY)",
        "INSERT INTO line VALUES ('A'), ('B')",
        "INSERT INTO pump (no, name, line, next) SELECT x, 'pump ' || x,"
            + " CASE WHEN x < 3 THEN 'A' ELSE 'B' END, CASE WHEN x < 4 THEN x + 1 END"
            + " FROM SYSTEM_RANGE(1, 4)",
        "INSERT INTO owner VALUES (1, 'Ann'), (2, 'Ben')");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void a_rule_that_the_file_does_not_have_is_refused_before_a_run_begins() throws IOException {
    CliRun run = run(2, "--only", "pump,owmer");

    assertThat(run.err()).contains("pumps.yaml has no rule owmer").contains("did you mean owner?");
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(run(2, "--only", "pump", "--plan", "plan.ndjson").err()).contains("--only");
  }

  @Test
  void what_can_not_be_believed_needs_all_rules() throws IOException {
    run(0);
    try (TwinStore store = scene.store()) {
      for (String pump : List.of("pump-2", "pump-3", "pump-4")) {
        for (String name : List.of("partOf", "feeds")) {
          for (Relationship link : scene.relationships(pump, name)) {
            store.delete(link.source(), link.id(), null).join();
          }
        }
      }
      for (String pump : List.of("pump-3", "pump-4")) {
        store.delete(new TwinId(pump), null).join();
      }
    }
    assertThat(scene.twin("pump-4")).isNull();
    change("name = 'renamed'", 1);

    assertThat(run(8, "--only", "pump").err()).contains("run once without --only");
    assertThat(scene.text("pump-1", "name")).isEqualTo("pump 1");
    assertThat(scene.latestSummary().path("status").asText()).isEqualTo("refused");

    run(0);
    change("name = 'renamed again'", 1);
    run(0, "--only", "pump");
    assertThat(scene.text("pump-1", "name")).isEqualTo("renamed again");
    assertThat(scene.targets("pump-4", "partOf")).containsExactly("line-B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void what_other_rules_feed_is_left_to_the_next_run_of_all(String runner) throws IOException {
    String config = "runner-configs/" + runner + ".yaml";
    run(0, "--runner-config", config);
    change("name = 'renamed', line = 'B'", 1);
    scene.sql("UPDATE owner SET name = 'Eve' WHERE no = 1", "DELETE FROM owner WHERE no = 2");

    run(0, "--only", "owner", "--runner-config", config);

    assertThat(scene.text("pump-1", "owner")).isEqualTo("Eve");
    assertThat(scene.text("pump-2", "owner")).as("no row says it any more").isNull();
    assertThat(scene.text("pump-1", "name")).isEqualTo("pump 1");
    assertThat(scene.targets("pump-1", "partOf")).containsExactly("line-A");
    assertThat(scene.counts("twins")).containsEntry("updated", 2);
    assertThat(scene.counts("relationships")).isEmpty();
    assertThat(scene.latestSummary().path("warnings").toString()).contains("only owner");

    run(0, "--runner-config", config);
    assertThat(scene.text("pump-1", "name")).isEqualTo("renamed");
    assertThat(scene.text("pump-1", "owner")).isEqualTo("Eve");
    assertThat(scene.targets("pump-1", "partOf")).containsExactly("line-B");
    assertThat(scene.counts("twins")).doesNotContainKey("deleted");

    run(0, "--runner-config", config);
    assertThat(scene.latestSummary().path("calls").path("byStatus").path("204").asInt()).isZero();
    assertThat(scene.latestSummary().path("calls").path("total").asInt()).isLessThanOrEqualTo(20);
  }

  @Test
  void a_run_of_no_change_writes_nothing_and_leaves_the_record_as_it_was() throws IOException {
    run(0);
    run(0, "--only", "pump", "--only", "feeds");
    assertThat(scene.counts("twins")).doesNotContainKeys("updated", "created", "deleted");
    assertThat(scene.latestSummary().path("calls").path("total").asInt()).isLessThanOrEqualTo(20);

    scene.sql("DELETE FROM pump WHERE no = 4", "UPDATE pump SET next = NULL WHERE no = 3");
    run(0, "--full");
    assertThat(scene.twin("pump-4")).as("still on record as ours").isNull();
  }

  @Test
  void nothing_is_deleted_even_by_a_mirror() throws IOException {
    run(0);
    change("next = NULL", 3);
    scene.sql("DELETE FROM pump WHERE no = 4", "DELETE FROM line WHERE id = 'A'");

    run(0, "--only", "pump,line,feeds", "--full");

    assertThat(scene.twin("pump-4")).isNotNull();
    assertThat(scene.twin("line-A")).isNotNull();
    assertThat(scene.targets("pump-3", "feeds")).containsExactly("pump-4");
    assertThat(scene.counts("twins")).doesNotContainKey("deleted");
    assertThat(scene.counts("relationships")).doesNotContainKey("deleted");

    scene.sql("DELETE FROM pump WHERE line = 'A'");
    run(0, "--full");
    assertThat(scene.twin("pump-4")).isNull();
    assertThat(scene.twin("line-A")).isNull();
    assertThat(scene.targets("pump-3", "feeds")).isEmpty();
  }

  @Test
  void an_exclusive_relationship_gives_way_to_a_new_one_and_others_stay() throws IOException {
    run(0);
    change("line = 'B', next = 4", 1);

    run(0, "--only", "partOf");

    assertThat(scene.targets("pump-1", "partOf")).containsExactly("line-B");
    assertThat(scene.targets("pump-1", "feeds")).containsExactly("pump-2");
    assertThat(scene.counts("relationships")).containsEntry("updated", 1);
    assertThat(pumpsOf("line-B")).as("counted by a rule that was left out").isEqualTo("2");
  }

  @Test
  void only_the_sources_of_the_rules_are_read_and_no_mark_moves() throws IOException {
    run(0);
    JsonNode before = source("pumps").path("watermark").path("to");
    change("name = 'renamed', line = 'B'", 1);
    scene.sql("DROP TABLE owner", "DROP TABLE line");

    run(0, "--only", "pump");

    assertThat(scene.text("pump-1", "name")).isEqualTo("renamed");
    assertThat(source("pumps").path("watermark").path("to")).isEqualTo(before);
    assertThat(source("pumps").path("full").asBoolean()).isFalse();
    assertThat(source("owners").path("full").asBoolean()).isFalse();
    assertThat(source("owners").path("rows").asInt()).isZero();
    scene.sql(
        "CREATE TABLE owner (no INT PRIMARY KEY, name VARCHAR)",
        "CREATE TABLE line (id VARCHAR PRIMARY KEY)",
        "INSERT INTO line VALUES ('A'), ('B')",
        "INSERT INTO owner VALUES (1, 'Ann'), (2, 'Ben')");
    run(0);
    assertThat(scene.targets("pump-1", "partOf")).containsExactly("line-B");
    assertThat(pumpsOf("line-A")).isEqualTo("1");
    assertThat(scene.counts("twins")).doesNotContainKey("deleted");
  }

  @Test
  void a_new_twin_gets_from_the_next_run_what_rules_say_that_were_left_out() throws IOException {
    run(0);
    scene.sql("INSERT INTO line VALUES ('C')");
    run(0, "--only", "line");
    assertThat(scene.text("line-C", "hall")).isEqualTo("hall C");
    assertThat(pumpsOf("line-C")).isEqualTo("null");

    run(0, "--full");

    assertThat(pumpsOf("line-C")).isEqualTo("0");
    assertThat(scene.counts("twins")).containsEntry("updated", 1);
  }

  @Test
  void a_first_run_of_some_rules_leaves_the_rest_to_the_next() throws IOException {
    run(0, "--only", "pump");
    assertThat(scene.twin("line-A")).isNull();
    assertThat(scene.counts("twins")).isEqualTo(Map.of("desired", 4, "created", 4));

    run(0);

    assertThat(scene.targets("pump-1", "partOf")).containsExactly("line-A");
    assertThat(scene.text("pump-1", "owner")).isEqualTo("Ann");
    assertThat(pumpsOf("line-A")).isEqualTo("2");
  }

  @Test
  void the_rows_that_were_open_stay_open() throws IOException {
    change("next = 99", 4);
    run(7);
    run(0, "--only", "pump,line");

    scene.sql("INSERT INTO pump (no, name, changed) VALUES (99, 'late', CURRENT_TIMESTAMP)");
    run(0);
    assertThat(scene.targets("pump-4", "feeds")).containsExactly("pump-99");
  }

  private String pumpsOf(String line) {
    Value pumps = scene.twin(line).properties().get("pumps");
    return pumps instanceof Value.Num count ? count.number().toPlainString() : "null";
  }

  private JsonNode source(String name) throws IOException {
    return scene.latestSummary().path("sources").path(name);
  }

  private void change(String set, int no) {
    scene.sql("UPDATE pump SET changed = CURRENT_TIMESTAMP, " + set + " WHERE no = " + no);
  }

  private CliRun run(int exitCode, String... more) throws IOException {
    Path pipeline = folder.resolve("pumps.yaml");
    if (!Files.exists(pipeline)) {
      scene.write("pumps.yaml", PIPELINE);
    }
    CliRun run = scene.run(pipeline, more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }
}
