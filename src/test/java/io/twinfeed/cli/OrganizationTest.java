package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of the pattern that Twinfeed replaces. Its known defects are cases here. */
class OrganizationTest {
  private static final Path SAMPLE = Path.of("pipelines/organization");
  private static final String MODEL = "dtmi:assetmodel:enterprise;1";

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.sql(Files.readString(SAMPLE.resolve("organization.sql")));
    scene.push(SAMPLE.resolve("models"));
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void update_patches_the_twins_that_are_there_and_skips_the_one_that_is_not() throws IOException {
    create("org1", "org2", "org3");

    CliRun run = scene.run(SAMPLE.resolve("organization-update.yaml"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(twin("org1"))
        .containsOnly(
            Map.entry("AssetId", new Value.Text("org1")),
            Map.entry("Name", new Value.Text("electgen")));
    assertThat(twin("org3")).containsEntry("Name", new Value.Text("hydro"));
    var twins = scene.latestSummary().path("twins");
    assertThat(twins.path("desired").asInt()).isEqualTo(4);
    assertThat(twins.path("updated").asInt()).isEqualTo(3);
    assertThat(twins.path("skipped").asInt()).isEqualTo(1);
    assertThat(twins.path("created").asInt()).isZero();
  }

  @Test
  void upsert_creates_what_is_missing_and_a_second_run_writes_nothing() throws IOException {
    assertThat(scene.run(SAMPLE.resolve("organization-upsert.yaml")).exitCode()).isZero();
    assertThat(scene.latestSummary().path("twins").path("created").asInt()).isEqualTo(4);
    assertThat(twin("org4"))
        .containsOnly(
            Map.entry("AssetId", new Value.Text("org4")),
            Map.entry("Name", new Value.Text("trucking")));

    assertThat(scene.run(SAMPLE.resolve("organization-upsert.yaml")).exitCode()).isZero();
    var summary = scene.latestSummary();
    assertThat(summary.path("twins").path("unchanged").asInt()).isEqualTo(4);
    assertThat(summary.path("calls").path("byStatus").toString()).isEqualTo("{\"200\":4}");
  }

  @Test
  void a_null_column_removes_the_value_and_fails_nothing() throws IOException {
    scene.run(SAMPLE.resolve("organization-upsert.yaml"));
    scene.sql("UPDATE Organization SET Division = NULL WHERE OrgID = 'org2'");

    CliRun run = scene.run(SAMPLE.resolve("organization-upsert.yaml"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(twin("org2")).containsOnly(Map.entry("AssetId", new Value.Text("org2")));
    assertThat(scene.latestSummary().path("twins").path("updated").asInt()).isEqualTo(1);
  }

  @Test
  void json_output_is_the_summary_and_nothing_else() throws IOException {
    CliRun run = scene.run(SAMPLE.resolve("organization-upsert.yaml"), "--json");

    assertThat(new com.fasterxml.jackson.databind.ObjectMapper().readTree(run.out()))
        .isEqualTo(scene.latestSummary());
  }

  @Test
  void a_preview_shows_the_twins_that_a_run_then_writes() throws IOException {
    String pipeline = SAMPLE.resolve("organization-upsert.yaml").toString();
    CliRun preview = CliRun.of("preview", pipeline, "enterprise", "--json");
    assertThat(preview.exitCode()).as(preview.err()).isZero();

    assertThat(scene.run(SAMPLE.resolve("organization-upsert.yaml")).exitCode()).isZero();

    var twins = new com.fasterxml.jackson.databind.ObjectMapper().readTree(preview.out());
    assertThat(twins.path("twins")).hasSize(4);
    for (var shown : twins.path("twins")) {
      Map<String, Value> values = new TreeMap<>();
      shown
          .path("properties")
          .fields()
          .forEachRemaining(
              each -> values.put(each.getKey(), new Value.Text(each.getValue().asText())));
      assertThat(twin(shown.path("id").asText())).isEqualTo(values);
    }
  }

  private void create(String... ids) {
    try (TwinStore store = scene.store()) {
      for (String id : ids) {
        var twin = new Twin(new TwinId(id), MODEL, Map.of(), Map.of(), Map.of(), null);
        assertThat(store.create(twin).join().isDone()).isTrue();
      }
    }
  }

  private Map<String, Value> twin(String id) {
    try (TwinStore store = scene.store()) {
      return ServiceLost.unlessDone(store.twin(new TwinId(id)).join(), id).properties();
    }
  }
}
