package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Patch;
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

/** All that the rows say is written, whatever is there. */
class CompareNoneTest {
  @TempDir Path folder;
  private PlanScene pumps;

  @BeforeEach
  void begin() throws IOException {
    pumps = PlanScene.of(folder, 12);
    pumps.scene.write("pumps.yaml", PlanScene.PIPELINE + "sync: {compare: none}\n");
  }

  @AfterEach
  void end() {
    pumps.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void unchanged_rows_are_written_again_without_a_read(String runner) throws IOException {
    String config = "runner-configs/" + runner + ".yaml";
    CliRun first = pumps.run(0, "--runner-config", config);
    assertThat(first.err()).doesNotContain("compare: none");
    assertThat(pumps.scene.counts("twins")).isEqualTo(Map.of("desired", 15, "created", 15));
    set("pump-1", "/name", "by hand");
    pumps.scene.sql("UPDATE pump SET serial = NULL WHERE no = 2");

    pumps.run(0, "--runner-config", config);

    assertThat(pumps.scene.counts("twins")).isEqualTo(Map.of("desired", 15, "updated", 15));
    assertThat(pumps.scene.counts("relationships"))
        .isEqualTo(Map.of("desired", 12, "unchanged", 12));
    assertThat(pumps.scene.text("pump-1", "name")).isEqualTo("pump 1");
    assertThat(pumps.scene.twin("pump-2").components().get("plate")).isEmpty();
    JsonNode byStatus = pumps.scene.latestSummary().path("calls").path("byStatus");
    assertThat(byStatus.path("204").asInt()).as("patches").isEqualTo(15);
    // the list of models, the look at 19 things, the twin that loses a value, the relationships
    assertThat(byStatus.path("200").asInt()).isLessThanOrEqualTo(1 + 19 + 1 + 12);
  }

  @Test
  void what_is_there_before_the_first_run_is_adopted() throws IOException {
    pumps.run(0);
    assertThat(
            CliRun.of(
                    "state",
                    "reset",
                    pumps.pipeline.toString(),
                    "--runs-dir",
                    pumps.runs(),
                    "--yes")
                .exitCode())
        .isZero();
    set("pump-3", "/name", "by hand");

    pumps.run(0);

    assertThat(pumps.scene.text("pump-3", "name")).isEqualTo("pump 3");
    assertThat(pumps.scene.counts("twins"))
        .isEqualTo(Map.of("desired", 15, "updated", 1, "unchanged", 14));
  }

  private void set(String twin, String pointer, String value) {
    try (TwinStore store = pumps.scene.store()) {
      Patch patch = new Patch(List.of(new Patch.Add(pointer, new Value.Text(value))));
      assertThat(store.patch(new TwinId(twin), patch, null).join().isDone()).isTrue();
    }
  }
}
