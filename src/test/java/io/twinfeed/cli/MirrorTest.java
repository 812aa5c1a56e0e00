package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mirror takes away what it made and the source no longer has, and nothing else. */
class MirrorTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "orders", "schema": "integer"},
          {"@type": "Property", "name": "temperature", "schema": "double"},
          {"@type": "Relationship", "name": "feeds", "target": "dtmi:com:example:Pump;1"}]}]
      """;

  private static final String PIPELINE =
      Scene.HEAD
          + """
      sources:
        pumps: {connection: erp, table: pump, key: [no], deleted: gone}
        pipes: {connection: erp, table: pipe, key: [no]}
        orders: {connection: erp, table: work_order, key: [no]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${code}
          properties: {name: "${name}"}
        - name: load
          from: orders
          model: dtmi:com:example:Pump;1
          id: pump-${pump}
          properties: {orders: {count: true}}
      relationships:
        - name: feeds
          from: pipes
          source: pump-${one}
          target: pump-${other}
      sync: {mode: mirror, guards: {maxDeletes: 70%}}
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
        "CREATE TABLE pump (no INT PRIMARY KEY, code VARCHAR, name VARCHAR, gone BOOLEAN)",
        "CREATE TABLE pipe (no INT PRIMARY KEY, one VARCHAR, other VARCHAR)",
        "CREATE TABLE work_order (no INT PRIMARY KEY, pump VARCHAR)",
        "INSERT INTO pump SELECT x, x, 'pump ' || x, FALSE FROM SYSTEM_RANGE(1, 10)",
        "INSERT INTO pipe SELECT x, x, x + 1 FROM SYSTEM_RANGE(1, 9)",
        "INSERT INTO work_order VALUES (1, '3'), (2, '3'), (3, '4')");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void too_many_deletes_are_refused_before_anything_is_written() throws IOException {
    run(0);
    scene.sql("DELETE FROM pump WHERE no > 2", "UPDATE pump SET name = 'changed' WHERE no = 1");

    CliRun refused = run(8);

    assertThat(refused.err())
        .contains("nothing was written: maxDeletes: 8 of 10 twins would be deleted");
    assertThat(refused.showsAStackTrace()).isFalse();
    assertThat(scene.latestSummary().path("status").asText()).isEqualTo("refused");
    assertThat(scene.text("pump-1", "name")).isEqualTo("pump 1");
    assertThat(scene.twin("pump-9")).isNotNull();
  }

  @Test
  void too_few_rows_and_too_many_rejects_are_refused() throws IOException {
    scene.write(
        "pumps.yaml",
        PIPELINE.replace("{maxDeletes: 70%}", "{maxRejects: 1, minRows: {pumps: 11, pipes: 1}}"));
    scene.sql("UPDATE pump SET code = NULL WHERE no < 3");

    CliRun refused = run(8);

    assertThat(refused.err())
        .contains("maxRejects: 2 of 22 rows were rejected; minRows: pumps has 10 rows, and 11");
  }

  @Test
  void a_rejected_row_holds_what_it_fed() throws IOException {
    run(0);
    scene.sql("UPDATE pump SET code = NULL WHERE no = 5", "DELETE FROM pump WHERE no = 10");
    scene.sql("DELETE FROM pipe WHERE no = 9", "UPDATE pipe SET other = 'a/b' WHERE no = 2");

    run(7);

    assertThat(scene.twin("pump-5")).isNotNull();
    assertThat(scene.targets("pump-2", "feeds")).containsExactly("pump-3");
    assertThat(scene.twin("pump-10")).isNull();
  }

  @Test
  void a_row_without_a_key_that_is_rejected_suspends_the_deletes_of_its_rule() throws IOException {
    scene.write("pumps.yaml", PIPELINE.replace("table: pump, key: [no],", "table: pump,"));
    run(0);
    scene.sql("UPDATE pump SET code = NULL WHERE no = 5", "DELETE FROM pump WHERE no = 10");
    scene.sql("DELETE FROM pipe WHERE no = 9");

    run(7);
    assertThat(scene.twin("pump-10")).isNotNull();

    scene.sql("UPDATE pump SET code = '5' WHERE no = 5");
    run(0);
    assertThat(scene.twin("pump-10")).isNull();
    assertThat(scene.twin("pump-5")).isNotNull();
  }

  @Test
  void a_twin_to_which_somebody_else_has_tied_something_is_a_reject() throws IOException {
    run(0);
    try (TwinStore store = scene.store()) {
      store
          .create(
              new Relationship(
                  new TwinId("pump-1"), "mine", "feeds", new TwinId("pump-10"), Map.of(), null))
          .join();
    }
    scene.sql("DELETE FROM pump WHERE no = 10", "DELETE FROM pipe WHERE no = 9");

    run(7);

    assertThat(scene.twin("pump-10")).isNotNull();
    assertThat(scene.latestRejects())
        .singleElement()
        .satisfies(reject -> assertThat(reject.path("code").asText()).isEqualTo("TWIN-IN-USE"));
    try (TwinStore store = scene.store()) {
      store.delete(new TwinId("pump-1"), "mine", null).join();
    }
    run(0);
    assertThat(scene.twin("pump-10")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void what_the_source_no_longer_has_goes_and_what_others_made_stays(String runner)
      throws IOException {
    String config = "runner-configs/" + runner + ".yaml";
    byHand("pump-7", "by hand");
    byHand("stranger", "nobody's");
    run(0, "--runner-config", config);
    temperature("pump-7");
    // Orders do not keep a pump alive, and a deleted flag is as good as no row
    scene.sql(
        "DELETE FROM pump WHERE no IN (3, 7)",
        "UPDATE pump SET gone = TRUE WHERE no = 9",
        "DELETE FROM pipe WHERE one IN ('3', '7', '9') OR other IN ('3', '7', '9')");

    run(0, "--runner-config", config);

    assertThat(scene.counts("twins"))
        .isEqualTo(Map.of("desired", 7, "unchanged", 7, "deleted", 2, "released", 1));
    assertThat(scene.counts("relationships"))
        .isEqualTo(Map.of("desired", 3, "unchanged", 3, "deleted", 6));
    assertThat(scene.twin("pump-3")).isNull();
    assertThat(scene.twin("pump-9")).isNull();
    assertThat(scene.twin("stranger")).isNotNull();
    assertThat(scene.twin("pump-7").properties())
        .containsOnly(Map.entry("temperature", Value.Num.of(61.5)));

    run(0, "--runner-config", config);
    assertThat(scene.counts("twins"))
        .isEqualTo(Map.of("desired", 7, "unchanged", 7, "unmatched", 1));
    scene.sql("INSERT INTO pump VALUES (3, '3', 'back', FALSE)");
    run(0, "--runner-config", config);
    assertThat(scene.text("pump-3", "name")).isEqualTo("back");
    assertThat(scene.twin("pump-3").properties()).containsEntry("orders", Value.Num.of(2));
  }

  @Test
  void a_row_whose_id_changes_takes_its_twin_along() throws IOException {
    run(0);
    scene.sql(
        "UPDATE pump SET code = 'A' WHERE no = 10", "UPDATE pipe SET other = 'A' WHERE no = 9");

    run(0);

    assertThat(scene.twin("pump-10")).isNull();
    assertThat(scene.text("pump-A", "name")).isEqualTo("pump 10");
    assertThat(scene.targets("pump-9", "feeds")).containsExactly("pump-A");
  }

  @Test
  void an_upsert_deletes_nothing_and_a_later_mirror_makes_up_for_it() throws IOException {
    scene.write("pumps.yaml", PIPELINE.replace("mode: mirror", "mode: upsert"));
    run(0);
    scene.sql("DELETE FROM pump WHERE no = 10", "DELETE FROM pipe WHERE no = 9");
    run(0);
    assertThat(scene.twin("pump-10")).isNotNull();
    assertThat(scene.targets("pump-9", "feeds")).hasSize(1);

    scene.write("pumps.yaml", PIPELINE);
    run(0);
    assertThat(scene.twin("pump-10")).isNull();
    assertThat(scene.targets("pump-9", "feeds")).isEmpty();
  }

  private CliRun run(int exitCode, String... more) {
    CliRun run = scene.run(pipeline, more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  private void byHand(String id, String name) {
    try (TwinStore store = scene.store()) {
      Twin twin =
          new Twin(
              new TwinId(id),
              "dtmi:com:example:Pump;1",
              Map.of("name", new Value.Text(name)),
              Map.of(),
              Map.of(),
              null);
      assertThat(store.create(twin).join().isDone()).isTrue();
    }
  }

  private void temperature(String id) {
    try (TwinStore store = scene.store()) {
      Patch patch = new Patch(List.of(new Patch.Add("/temperature", Value.Num.of(61.5))));
      assertThat(store.patch(new TwinId(id), patch, null).join().isDone()).isTrue();
    }
  }
}
