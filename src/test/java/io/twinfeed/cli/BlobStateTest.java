package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import io.twinfeed.cli.Passage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State on Azure Blob Storage. */
@Tag("azurite")
class BlobStateTest {
  private static Azurite emulator;

  @TempDir Path folder;
  private Scene scene;
  private Path pipeline;
  private Turnstile turnstile;
  private BlobContainerClient blobs;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    emulator = Azurite.start(data);
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    turnstile = new Turnstile(scene.service.endpoint());
    Scene.variable("TWINS_ENDPOINT", turnstile.endpoint());
    blobs = emulator.newContainer();
    pipeline =
        Pumps.make(
            scene,
            200,
            "azfs://%s/%s/twinfeed".formatted(Azurite.ACCOUNT, blobs.getBlobContainerName()));
  }

  @AfterEach
  void end() {
    turnstile.close();
    scene.close();
  }

  @Test
  void a_container_that_is_not_there_ends_the_run_before_anything_is_written() {
    CliRun run = run(9);

    assertThat(run.err()).contains("the state in azfs://" + Azurite.ACCOUNT).contains("hint: ");
    assertThat(run.showsAStackTrace()).isFalse();
    assertThat(scene.twin("pump-1")).isNull();
  }

  @Test
  void a_second_run_at_once_is_refused_and_the_first_goes_on() {
    blobs.create();
    AtomicReference<CliRun> second = new AtomicReference<>();
    turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == 1 && stage == Stage.COMES) {
            second.set(scene.run(pipeline));
          }
        });

    run(0);

    assertThat(second.get().exitCode()).as(second.get().err()).isEqualTo(9);
    assertThat(second.get().err()).contains("is in use by run ");
    assertThat(leases()).isEmpty();
  }

  @Test
  void what_a_crash_has_left_behind_passes_to_the_next_run() {
    blobs.create();
    run(0);
    leave("run 7 (process 1)");

    CliRun next = run(0);

    assertThat(next.err()).contains("run 7 (process 1) has left its lease behind");
    assertThat(leases()).isEmpty();
  }

  @Test
  void a_run_whose_lease_is_taken_away_ends_and_writes_no_generation() throws InterruptedException {
    blobs.create();
    CountDownLatch unlocked = new CountDownLatch(1);
    turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == 1 && stage == Stage.COMES) {
            assertThat(state("unlock").exitCode()).isZero();
            unlocked.countDown();
          }
        });

    CliRun run = run(9);

    assertThat(unlocked.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.err()).contains("was taken from this run by somebody");
    assertThat(leases()).isEmpty();
    assertThat(names()).noneMatch(name -> name.endsWith(".json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void runs_go_on_from_what_the_last_one_has_left_there(String runner) throws IOException {
    blobs.create();
    String config = "runner-configs/" + runner + ".yaml";
    run(0, "--runner-config", config);
    assertThat(scene.counts("twins")).isEqualTo(Map.of("desired", 200, "created", 200));

    run(0, "--runner-config", config);
    assertThat(scene.counts("twins")).isEqualTo(Map.of("desired", 200, "unchanged", 200));
    assertThat(scene.latestSummary().path("calls").path("total").asInt()).isBetween(2, 20);

    scene.sql("UPDATE pump SET name = 'renamed' WHERE no = 7");
    run(0, "--runner-config", config);
    assertThat(scene.counts("twins"))
        .isEqualTo(Map.of("desired", 200, "updated", 1, "unchanged", 199));
    // the third generation and the second; no lease is left
    assertThat(names()).filteredOn(name -> name.endsWith(".json")).hasSize(2);
    assertThat(leases()).isEmpty();
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void it_is_shown_and_forgotten_by_the_state_commands() {
    blobs.create();
    run(0);

    assertThat(state("show").out()).contains("azfs://" + Azurite.ACCOUNT).contains("200");
    assertThat(state("reset", "--yes").exitCode()).isZero();
    assertThat(names()).isEmpty();
  }

  private CliRun run(int exitCode, String... more) {
    CliRun run = scene.run(pipeline, more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  private CliRun state(String... args) {
    List<String> all = new ArrayList<>(List.of("state"));
    all.addAll(List.of(args));
    all.add(pipeline.toString());
    return CliRun.of(all.toArray(new String[0]));
  }

  private void leave(String holder) {
    blobs
        .getBlobClient(names().get(0).replaceFirst("[^/]*$", "lease"))
        .upload(BinaryData.fromString(holder + "\nlease.beat-7-\n20\n"));
  }

  private List<String> leases() {
    return names().stream().filter(name -> name.contains("/lease")).toList();
  }

  private List<String> names() {
    return blobs.listBlobs().stream().map(BlobItem::getName).toList();
  }
}
