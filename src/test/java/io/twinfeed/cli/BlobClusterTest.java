package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import io.twinfeed.cli.Passage.Stage;
import io.twinfeed.cluster.FlinkProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose workers share nothing with the client but Azure Blob Storage. */
@Tag("azurite")
class BlobClusterTest {
  @TempDir Path data;
  @TempDir Path home;
  @TempDir Path folder;
  private Azurite emulator;
  private BlobContainerClient blobs;
  private FlinkProcesses flink;
  private ClusterScene machines;
  private Path pipeline;

  @BeforeEach
  void open() throws IOException, SQLException {
    emulator = Azurite.start(data);
    blobs = emulator.newContainer();
    blobs.create();
    flink =
        FlinkProcesses.start(
            home, 2, Map.of("ERP_PASSWORD", "secret", Azurite.VARIABLE, emulator.connection()));
    machines = ClusterScene.in(folder);
    pipeline =
        Files.writeString(
            machines.pipeline,
            Files.readString(machines.pipeline)
                + "state: azfs://%s/%s/twinfeed\n"
                    .formatted(Azurite.ACCOUNT, blobs.getBlobContainerName()));
  }

  @AfterEach
  void close() throws IOException {
    machines.close();
    flink.close();
    emulator.close();
  }

  @Test
  void runs_go_on_from_what_the_last_one_has_left_and_rejects_come_home() throws IOException {
    run(0);
    assertThat(machines.graph()).isEqualTo(machines.asked());

    machines.scene.sql("INSERT INTO machine VALUES (9001, 'B', NULL)");
    run(7);
    assertThat(machines.scene.counts("twins"))
        .isEqualTo(
            Map.of(
                "desired", ClusterScene.MACHINES + 5,
                "created", 1,
                "unchanged", ClusterScene.MACHINES + 4));
    assertThat(machines.scene.latestRejects())
        .singleElement()
        .satisfies(line -> assertThat(line.path("key").asText()).isEqualTo("NO=9001"));
    assertThat(blobs.listBlobs().stream().map(BlobItem::getName))
        .noneMatch(name -> name.contains("handover") || name.contains("/lease"));
  }

  @Test
  void a_run_goes_on_from_where_a_client_was_lost() throws IOException, InterruptedException {
    AtomicReference<Process> client = new AtomicReference<>();
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == 20 && stage == Stage.COMES) {
            client.get().destroyForcibly();
          }
        });
    client.set(
        machines.start(flink.config(false), Map.of(Azurite.VARIABLE, emulator.connection())));
    assertThat(client.get().waitFor(120, TimeUnit.SECONDS)).isTrue();
    machines.scene.sql("UPDATE machine SET name = 'C' WHERE no > 350");

    run(0);

    assertThat(machines.graph()).isEqualTo(machines.asked());
    assertThat(machines.scene.latestSummary().path("warnings").toString())
        .contains("has left its lease behind");
  }

  @Test
  void an_attempt_writes_over_what_one_that_was_lost_has_left() throws IOException {
    CountDownLatch lost = new CountDownLatch(1);
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == 200 && stage == Stage.COMES) {
            leaveWhatALaterStageWrites();
            flink.replaceWorker(1);
            lost.countDown();
          }
        });

    run(0);

    assertThat(lost.getCount()).isZero();
    assertThat(machines.graph()).isEqualTo(machines.asked());
    Map<String, Integer> twins = machines.scene.counts("twins");
    assertThat(twins.getOrDefault("created", 0) + twins.getOrDefault("unchanged", 0))
        .as("each once: " + twins)
        .isEqualTo(machines.asked().size());
    assertThat(machines.scene.latestRejects()).isEmpty();
    run(0);
    assertThat(machines.scene.counts("twins").get("unchanged")).isEqualTo(twins.get("desired"));
  }

  // A worker may be lost when it has just written them
  private void leaveWhatALaterStageWrites() {
    String lease =
        blobs.listBlobs().stream()
            .map(BlobItem::getName)
            .filter(name -> name.endsWith("/lease"))
            .findFirst()
            .orElseThrow();
    Matcher run =
        Pattern.compile("run (\\S+) ")
            .matcher(blobs.getBlobClient(lease).downloadContent().toString());
    assertThat(run.find()).isTrue();
    String handover = "twinfeed/handover/" + run.group(1) + "/";
    for (String left :
        List.of(
            handover + "rejects.jsonl",
            handover + "counts.json",
            lease.replaceFirst("[^/]*$", "g0000000001.json"))) {
      blobs.getBlobClient(left).upload(BinaryData.fromString("{\"left\": \"by an attempt that"));
    }
  }

  @Test
  void what_a_lost_flink_run_holds_is_its_own_until_somebody_says_otherwise()
      throws IOException, InterruptedException {
    AtomicReference<Process> client = new AtomicReference<>();
    CountDownLatch refused = new CountDownLatch(1);
    machines.turnstile.watch(
        (isWrite, write, stage) -> {
          if (isWrite && write == 20 && stage == Stage.COMES) {
            client.get().destroyForcibly();
            await(refused); // its job goes on
          }
        });
    client.set(
        FlinkRun.start(flink, machines, false, Map.of(Azurite.VARIABLE, emulator.connection()))
            .process());
    assertThat(client.get().waitFor(120, TimeUnit.SECONDS)).isTrue();

    CliRun next = run(9);

    assertThat(next.err()).contains("is in use by run ").contains("`twinfeed state unlock`");
    refused.countDown();
    CliRun unlock = CliRun.of("state", "unlock", pipeline.toString());
    assertThat(unlock.exitCode()).as(unlock.err()).isZero();
    run(0);
    assertThat(machines.graph()).isEqualTo(machines.asked());
  }

  private CliRun run(int exitCode) throws IOException {
    CliRun run = machines.scene.run(pipeline, "--runner-config", flink.config(false).toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
