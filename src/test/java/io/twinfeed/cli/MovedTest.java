package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
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

/** A rule that makes its ids in another way than before takes its twins along. */
class MovedTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Line;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Relationship", "name": "holds", "target": "dtmi:com:example:Pump;1"}]},
       {"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Relationship", "name": "partOf", "target": "dtmi:com:example:Line;1"}]}]
      """;
  private static final String PIPELINE =
      Scene.HEAD
          + """
      sources:
        pumps: {connection: erp, table: pump, key: [no]}
      twins:
        - {name: pump, from: pumps, model: "dtmi:com:example:Pump;1", id: "pump-${no}", properties: {name: "${name}"}}
        - {name: line, from: pumps, model: "dtmi:com:example:Line;1", id: "line-${line}"}
      relationships:
        - {name: partOf, from: pumps, source: "pump-${no}", target: "line-${line}"}
        - {name: holds, from: pumps, source: "line-${line}", target: "pump-${no}"}
      """;
  private static final String OTHER_IDS =
      PIPELINE
          .replace("pump-${no}\"", "p-${code}\"")
          .replace("id: \"p-${code}\",", "id: \"p-${code}\", moved: {from: \"pump-${no}\"},");

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.models(MODELS);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, code VARCHAR, name VARCHAR, line INT)",
        "INSERT INTO pump SELECT x, 'c' || x, 'pump ' || x, MOD(x, 2) FROM SYSTEM_RANGE(1, 30)");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void a_twin_at_which_somebody_else_has_tied_something_stays_and_is_told() throws IOException {
    run(0, PIPELINE);
    try (TwinStore store = scene.store()) {
      Relationship byHand =
          new Relationship(
              new TwinId("line-0"), "by-hand", "holds", new TwinId("pump-3"), Map.of(), null);
      assertThat(store.create(byHand).join().isDone()).isTrue();
    }

    run(7, OTHER_IDS);

    assertThat(scene.latestRejects())
        .singleElement()
        .satisfies(reject -> assertThat(reject.path("code").asText()).isEqualTo("TWIN-IN-USE"));
    assertThat(scene.twin("pump-3")).isNotNull();
    assertThat(scene.twin("p-c3")).isNotNull();
  }

  @Test
  void what_others_made_is_not_taken_away() throws IOException {
    try (TwinStore store = scene.store()) {
      Twin byHand =
          new Twin(
              new TwinId("pump-7"), "dtmi:com:example:Pump;1", Map.of(), Map.of(), Map.of(), null);
      assertThat(store.create(byHand).join().isDone()).isTrue();
    }
    run(0, PIPELINE);

    run(0, OTHER_IDS);

    assertThat(scene.twin("pump-7")).isNotNull();
    assertThat(scene.twin("p-c7")).isNotNull();
    assertThat(scene.twin("pump-8")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"upsert", "mirror"})
  void all_twins_are_made_again_and_the_old_ones_go_whatever_the_guards_say(String mode)
      throws IOException {
    String sync = "sync: {mode: " + mode + "}\n";
    run(0, PIPELINE + sync);

    run(0, OTHER_IDS + sync);

    assertThat(scene.counts("twins"))
        .isEqualTo(Map.of("desired", 32, "created", 30, "unchanged", 2, "deleted", 30));
    assertThat(scene.twin("pump-1")).isNull();
    assertThat(scene.targets("p-c1", "partOf")).containsExactly("line-1");
    assertThat(scene.targets("line-1", "holds"))
        .hasSize(15)
        .allMatch(target -> target.startsWith("p-c"));
    run(0, OTHER_IDS + sync);
    assertThat(scene.counts("twins")).isEqualTo(Map.of("desired", 32, "unchanged", 32));
  }

  private void run(int exitCode, String yaml, String... more) throws IOException {
    CliRun run = scene.run(scene.write("pumps.yaml", yaml), more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
  }
}
