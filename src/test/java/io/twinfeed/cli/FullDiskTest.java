package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run on a file system of 200 KiB: one in memory, that only its process sees. */
class FullDiskTest {
  private static final String PIPELINE =
      Scene.HEAD
          + """
          sources:
            machines: {connection: erp, table: machine, key: [no]}
          twins:
            - {name: machine, from: machines, model: "dtmi:com:example:Machine;1", id: "${no}", properties: {name: "${name}"}}
          """;
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Machine;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [{"@type": "Property", "name": "name", "schema": "string"}]}]
      """;

  @TempDir Path folder;
  private Scene scene;
  private Server database;
  private Path pipeline;

  @BeforeEach
  void begin() throws IOException, SQLException, InterruptedException {
    assumeTrue(
        new ProcessBuilder("unshare", "-rm", "true").start().waitFor() == 0,
        "skipped: no file systems of our own here");
    scene = Scene.withH2(folder);
    scene.models(MODELS);
    database = Server.createTcpServer("-tcpPort", "0").start();
    scene.sql("CREATE TABLE machine (no VARCHAR PRIMARY KEY, name VARCHAR)");
    pipeline = scene.write("machines.yaml", PIPELINE);
  }

  @AfterEach
  void end() {
    database.stop();
    scene.close();
  }

  /**
   * @param full the folder that has no room
   * @param good how many rows become twins, which are kept on record in the state
   * @param bad how many are rejected, each with a line in the run's directory
   */
  @ParameterizedTest
  @CsvSource({"direct,runs,20,3000", "flink-embedded,runs,20,3000", "direct,state,20000,0"})
  void a_run_whose_disk_is_full_says_so_and_the_next_one_makes_it_good(
      String runner, String full, int good, int bad) throws IOException, InterruptedException {
    scene.sql(
        "INSERT INTO machine SELECT 'm-' || x, 'A' FROM SYSTEM_RANGE(1, %d)".formatted(good),
        "INSERT INTO machine SELECT 'no/' || x, 'A' FROM SYSTEM_RANGE(1, %d)".formatted(bad));

    Files.createDirectories(folder.resolve(full));
    int exitCode = onFullDisk(runner, full);

    String err = Files.readString(folder.resolve("err"));
    assertThat(exitCode).as(err).isNotIn(0, 7);
    assertThat(err).contains("error: ").contains("No space left on device");
    assertThat(err.lines().filter(line -> line.strip().startsWith("at "))).isEmpty();
    CliRun next = scene.run(pipeline);
    assertThat(next.exitCode()).as(next.err()).isEqualTo(bad > 0 ? 7 : 0);
    assertThat(scene.latestRejects()).hasSize(bad);
    assertThat(scene.counts("twins")).containsEntry("desired", good);
    assertThat(
            CliRun.of("query", "SELECT COUNT() FROM DIGITALTWINS", "--endpoint", scene.endpoint())
                .out())
        .isEqualTo("{\"COUNT\":" + good + "}\n");
  }

  private int onFullDisk(String runner, String full) throws IOException, InterruptedException {
    Process process =
        MainProcess.startBy(
            List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=200k none \"$1\" && shift && exec \"$@\"",
                "full",
                folder.resolve(full).toString()),
            folder,
            scene.environment(scene.endpoint(), database.getPort()),
            "run",
            pipeline.toString(),
            "--runner-config",
            "runner-configs/" + runner + ".yaml",
            "--runs-dir",
            folder.resolve("runs").toString());
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("has ended").isTrue();
    return process.exitValue();
  }
}
