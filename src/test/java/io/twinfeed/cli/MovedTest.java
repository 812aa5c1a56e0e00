package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.adt.Reply;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
      """
      version: 1
      name: pumps
      connections:
        erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
      target: {endpoint: "${env:TWINS_ENDPOINT}", models: models}
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
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(folder.resolve("models/pump.json"), MODELS);
    scene.push(folder.resolve("models"));
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
    assertThat(isThere("pump-3")).isTrue();
    assertThat(isThere("p-c3")).isTrue();
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

    assertThat(isThere("pump-7")).isTrue();
    assertThat(isThere("p-c7")).isTrue();
    assertThat(isThere("pump-8")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"upsert", "mirror"})
  void all_twins_are_made_again_and_the_old_ones_go_whatever_the_guards_say(String mode)
      throws IOException {
    String sync = "sync: {mode: " + mode + "}\n";
    run(0, PIPELINE + sync);

    run(0, OTHER_IDS + sync);

    assertThat(counts("twins"))
        .isEqualTo(Map.of("desired", 32, "created", 30, "unchanged", 2, "deleted", 30));
    assertThat(isThere("pump-1")).isFalse();
    assertThat(links("p-c1", "partOf")).containsExactly("line-1");
    assertThat(links("line-1", "holds")).hasSize(15).allMatch(target -> target.startsWith("p-c"));
    run(0, OTHER_IDS + sync);
    assertThat(counts("twins")).isEqualTo(Map.of("desired", 32, "unchanged", 32));
  }

  private void run(int exitCode, String yaml, String... more) throws IOException {
    CliRun run = scene.run(scene.write("pumps.yaml", yaml), more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
  }

  private boolean isThere(String id) {
    try (TwinStore store = scene.store()) {
      return store.twin(new TwinId(id)).join().isDone();
    }
  }

  private List<String> links(String id, String name) {
    try (TwinStore store = scene.store()) {
      return ((Reply.Done<List<Relationship>>) store.relationships(new TwinId(id), name).join())
          .value().stream().map(link -> link.target().value()).toList();
    }
  }

  private Map<String, Integer> counts(String kind) throws IOException {
    JsonNode summary = scene.latestSummary();
    Map<String, Integer> counts = new TreeMap<>();
    summary
        .path(kind)
        .properties()
        .forEach(each -> counts.put(each.getKey(), each.getValue().asInt()));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }
}
