package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.adt.Reply;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.instep.RealHistory;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The histories of the reference, through command line, database, runner and service. */
class InStepRunnersTest {
  private static final String HEAD =
      """
      version: 1
      name: history
      connections:
        erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
      target: {endpoint: "${env:TWINS_ENDPOINT}", models: models}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"direct, 10", "flink-embedded, 10"})
  void histories_end_in_step(String runner, int histories) throws IOException {
    for (int seed = 1; seed <= histories; seed++) {
      play(seed, Files.createDirectories(folder.resolve("history-" + seed)), runner);
    }
  }

  private static void play(long seed, Path folder, String runner) throws IOException {
    RealHistory history = new RealHistory(seed);
    try (Scene scene = Scene.withH2(folder)) {
      Files.createDirectories(folder.resolve("models"));
      Files.writeString(folder.resolve("models/models.json"), RealHistory.MODELS);
      scene.push(folder.resolve("models"));
      scene.sql(RealHistory.ddl().toArray(new String[0]));
      try (TwinStore store = scene.store()) {
        Twin byHand =
            new Twin(
                new TwinId("m-3"),
                "dtmi:com:example:Machine;1",
                Map.of("name", new Value.Text("hand"), "temperature", Value.Num.of(61)),
                Map.of(),
                Map.of(),
                null);
        assertThat(store.create(byHand).join().isDone()).isTrue();
      }
      history.begin(twins(scene));
      for (int run = 0; run < 3; run++) {
        history.next();
        scene.sql(history.sql().toArray(new String[0]));
        Path pipeline = scene.write("history.yaml", history.yaml(HEAD));
        CliRun ran = scene.run(pipeline, "--runner-config", "runner-configs/" + runner + ".yaml");
        assertThat(ran.exitCode()).as("seed %d: %s", seed, ran.err()).isIn(0, 7);
        List<Twin> twins = twins(scene);
        history.hold(twins, links(scene));
        assertThat(twins)
            .filteredOn(twin -> twin.id().value().equals("m-3"))
            .as("what others measure")
            .singleElement()
            .satisfies(
                twin ->
                    assertThat(twin.properties()).containsEntry("temperature", Value.Num.of(61)));
      }
    }
  }

  private static List<Twin> twins(Scene scene) {
    List<Twin> twins = new ArrayList<>();
    try (TwinStore store = scene.store()) {
      for (String id : RealHistory.TWINS) {
        if (store.twin(new TwinId(id)).join() instanceof Reply.Done<Twin> found) {
          twins.add(found.value());
        }
      }
    }
    return twins;
  }

  private static List<Relationship> links(Scene scene) {
    List<Relationship> links = new ArrayList<>();
    try (TwinStore store = scene.store()) {
      for (String id : RealHistory.TWINS) {
        for (String name : List.of("partOf", "feeds")) {
          if (store.relationships(new TwinId(id), name).join()
              instanceof Reply.Done<List<Relationship>> found) {
            links.addAll(found.value());
          }
        }
      }
    }
    return links;
  }
}
