package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import io.twinfeed.cli.Passage.Stage;
import io.twinfeed.cluster.FlinkProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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

  private void run(int exitCode) throws IOException {
    CliRun run = machines.scene.run(pipeline, "--runner-config", flink.config(false).toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
  }
}
