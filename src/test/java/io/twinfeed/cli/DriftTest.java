package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the graph no longer says what was written there. */
class DriftTest {
  @TempDir Path folder;
  private PlanScene pumps;

  @BeforeEach
  void begin() throws IOException {
    pumps = PlanScene.of(folder, 12);
    pumps.run(0);
  }

  @AfterEach
  void end() {
    pumps.close();
  }

  @Test
  void a_drift_can_not_be_carried_out_as_a_plan() {
    CliRun refused = pumps.plan("--drift", "--out", folder.resolve("drift").toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--out does not go with it", "sync.compare: live");
  }

  @Test
  void a_graph_that_says_what_was_written_has_none_whatever_the_rows_say_now() {
    pumps.change();
    CliRun drift = pumps.plan("--drift", "--detailed-exitcode");
    assertThat(drift.exitCode()).as(drift.err()).isZero();
    assertThat(drift.out()).contains("No drift: what was written is there.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void what_others_have_changed_is_shown_with_since_when(String runner) throws IOException {
    String link;
    try (TwinStore store = pumps.scene.store()) {
      Patch patch =
          new Patch(
              List.of(
                  new Patch.Add("/name", new Value.Text("by hand")),
                  new Patch.Add("/plate/serial", new Value.Text("s0"))));
      store.patch(new TwinId("pump-1"), patch, null).join();
      link = pumps.scene.relationships("pump-2", "locatedIn").get(0).id();
      store.delete(new TwinId("pump-2"), link, null).join();
    }
    pumps.scene.sql("UPDATE pump SET name = 'renamed' WHERE no = 3");
    pumps.refuseWrites();

    CliRun drift = pumps.plan("--drift", "--runner-config", "runner-configs/" + runner + ".yaml");

    assertThat(drift.exitCode()).as(drift.err()).isZero();
    assertThat(drift.out())
        .contains("where " + pumps.scene.endpoint() + " no longer says what the rows say")
        .containsPattern(
            "  ~ pump-1\n +name +\"by hand\" → \"pump 1\", there since 20\\d\\d-\\d\\d-")
        .containsPattern("plate.serial +\"s0\" → \"s1\", there since 20\\d\\d-\\d\\d-")
        .contains("  + pump-2 locatedIn hall-2")
        .contains("a run with sync.compare: live puts this right")
        .doesNotContain("pump-3", "renamed");
  }

  @Test
  void as_json_each_property_has_its_time() throws IOException {
    try (TwinStore store = pumps.scene.store()) {
      Patch patch = new Patch(List.of(new Patch.Add("/name", new Value.Text("by hand"))));
      store.patch(new TwinId("pump-1"), patch, null).join();
    }
    CliRun drift = pumps.plan("--drift", "--json", "--detailed-exitcode");
    assertThat(drift.exitCode()).as(drift.err()).isEqualTo(10);
    JsonNode change = new ObjectMapper().readTree(drift.out()).path("changes").get(0);
    assertThat(change.path("drifted").asBoolean()).isTrue();
    JsonNode property = change.path("properties").get(0);
    assertThat(property.path("before").asText()).isEqualTo("by hand");
    assertThat(property.path("after").asText()).isEqualTo("pump 1");
    assertThat(property.path("since").asText()).startsWith("20");
    CliRun markdown = pumps.plan("--drift", "--markdown");
    assertThat(markdown.out()).contains("### Drift of `pumps`", "there since 20");
  }
}
