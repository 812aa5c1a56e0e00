package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there already counts as made by the pipeline, on request. */
class AdoptTest {
  @TempDir Path folder;
  private PlanScene pumps;

  @BeforeEach
  void begin() throws IOException {
    pumps = PlanScene.of(folder, 12);
    pumps.scene.write(
        "pumps.yaml", PlanScene.PIPELINE + "sync: {mode: mirror, guards: {maxDeletes: 50%}}\n");
    pumps.run(0);
  }

  @AfterEach
  void end() {
    pumps.close();
  }

  @Test
  void without_yes_it_only_counts() throws IOException {
    reset();
    var state = pumps.state();
    String graph = pumps.graph();

    CliRun adopt = state("adopt");

    assertThat(adopt.out())
        .contains(
            "would be on record as made by this pipeline: 15 twins and 12 relationships, 15 of both"
                + " for the first time"); // the ids of relationships tell that a pipeline made them
    assertThat(adopt.err()).contains("nothing was changed; say --yes");
    assertThat(pumps.state().keySet()).isEqualTo(state.keySet());
    assertThat(pumps.graph()).isEqualTo(graph);
  }

  @Test
  void without_it_a_mirror_that_has_lost_its_state_deletes_nothing() throws IOException {
    reset();
    pumps.run(0);
    pumps.scene.sql("DELETE FROM pump WHERE no > 10");
    pumps.run(0);
    assertThat(pumps.scene.counts("twins")).doesNotContainKey("deleted");
    assertThat(pumps.scene.twin("pump-11")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void what_was_adopted_is_believed_and_may_be_deleted(String runner) throws IOException {
    reset();
    String config = "runner-configs/" + runner + ".yaml";
    pumps.refuseWrites();
    assertThat(state("adopt", "--yes", "--runner-config", config).out())
        .contains("on record as made by this pipeline: 15 twins and 12 relationships");
    pumps.run(0);
    assertThat(pumps.scene.counts("twins")).isEqualTo(Map.of("desired", 15, "unchanged", 15));
    assertThat(pumps.scene.latestSummary().path("calls").path("total").asInt()).isBetween(2, 20);

    pumps.scene.faults("[]");
    pumps.scene.sql("DELETE FROM pump WHERE no > 10");
    pumps.run(0);
    assertThat(pumps.scene.counts("twins")).containsEntry("deleted", 2);
    assertThat(pumps.scene.twin("pump-11")).isNull();
  }

  @Test
  void what_differs_or_is_not_there_is_left_to_the_next_run() throws IOException {
    reset();
    try (TwinStore store = pumps.scene.store()) {
      Patch patch = new Patch(List.of(new Patch.Add("/name", new Value.Text("by hand"))));
      store.patch(new TwinId("pump-1"), patch, null).join();
    }
    pumps.scene.sql("INSERT INTO pump VALUES (100, 'new', 1.5, 'nobody', NULL, 0, NULL)");

    CliRun adopt = state("adopt", "--yes");

    assertThat(adopt.out())
        .contains("2 of them say something else than the rows: the next run writes them")
        .contains("2 are not in the graph: the next run makes them");
    assertThat(pumps.scene.text("pump-1", "name")).isEqualTo("by hand");
    pumps.run(0);
    assertThat(pumps.scene.text("pump-1", "name")).isEqualTo("pump 1");
    assertThat(pumps.scene.text("pump-100", "name")).isEqualTo("new");
  }

  private void reset() {
    assertThat(state("reset", "--yes").exitCode()).isZero();
  }

  private CliRun state(String command, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("state", command, pumps.pipeline.toString(), "--runs-dir", pumps.runs()));
    args.addAll(List.of(more));
    CliRun run = CliRun.of(args.toArray(new String[0]));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }
}
