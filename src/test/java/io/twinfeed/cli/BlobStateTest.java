package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State on Azure Blob Storage. The emulator is started from the system property azurite. */
@Tag("azurite")
class BlobStateTest {
  // The emulator's account and key are public, and the same everywhere
  private static final String ACCOUNT = "devstoreaccount1";
  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
  private static final Pattern LISTENS = Pattern.compile("listens (?:at|on) (http://\\S+)");
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [{"@type": "Property", "name": "name", "schema": "string"}]}]
      """;
  private static final String PIPELINE =
      Scene.HEAD
          + """
      state: azfs://devstoreaccount1/%s/twinfeed
      sources:
        pumps: {connection: erp, table: pump, key: [no]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          properties: {name: "${name}"}
      """;

  private static Process emulator;
  private static String connection;

  @TempDir Path folder;
  private Scene scene;
  private BlobContainerClient blobs;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    String executable = System.getProperty("azurite");
    assertThat(executable).as("-Dazurite=, which make test-azurite gives").isNotNull();
    emulator =
        new ProcessBuilder(
                executable,
                "--blobHost=127.0.0.1",
                "--blobPort=0",
                "--location=" + data,
                "--skipApiVersionCheck",
                "--disableTelemetry")
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = emulator.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        connection =
            "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=%s/%s;"
                .formatted(ACCOUNT, KEY, listens.group(1), ACCOUNT);
        return;
      }
    }
    throw new AssertionError("the emulator did not start: " + said);
  }

  @AfterAll
  static void stop() {
    System.clearProperty("twinfeed.env.AZURE_STORAGE_CONNECTION_STRING");
    emulator.descendants().forEach(ProcessHandle::destroy);
    emulator.destroy();
    emulator.onExit().join();
  }

  @BeforeEach
  void begin() throws IOException {
    Scene.variable("AZURE_STORAGE_CONNECTION_STRING", connection);
    scene = Scene.withH2(folder);
    scene.models(MODELS);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, name VARCHAR)",
        "INSERT INTO pump SELECT x, 'pump ' || x FROM SYSTEM_RANGE(1, 200)");
    String container = "c" + Long.toString(System.nanoTime(), 36);
    blobs =
        new BlobContainerClientBuilder()
            .connectionString(connection)
            .containerName(container)
            .buildClient();
    scene.write("pumps.yaml", PIPELINE.formatted(container));
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void a_container_that_is_not_there_ends_the_run_before_anything_is_written() {
    CliRun run = run(9);

    assertThat(run.err()).contains("the state in azfs://" + ACCOUNT).contains("hint: ");
    assertThat(run.showsAStackTrace()).isFalse();
    assertThat(scene.twin("pump-1")).isNull();
  }

  @Test
  void a_second_run_at_once_is_refused_until_the_lease_is_taken_away() {
    blobs.create();
    run(0);
    String lease = names().get(0).replaceFirst("[^/]*$", "lease");
    blobs
        .getBlobClient(lease)
        .upload(com.azure.core.util.BinaryData.fromString("run 7 (process 1)\n"));

    assertThat(run(9).err()).contains("is in use by run 7 (process 1)").contains("state unlock");

    assertThat(state("unlock").exitCode()).isZero();
    run(0);
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
    assertThat(names()).noneMatch(name -> name.endsWith("/lease"));
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void it_is_shown_and_forgotten_by_the_state_commands() {
    blobs.create();
    run(0);

    assertThat(state("show").out()).contains("azfs://" + ACCOUNT).contains("200");
    assertThat(state("reset", "--yes").exitCode()).isZero();
    assertThat(names()).isEmpty();
  }

  private CliRun run(int exitCode, String... more) {
    CliRun run = scene.run(folder.resolve("pumps.yaml"), more);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  private CliRun state(String... args) {
    var all = new java.util.ArrayList<>(List.of("state"));
    all.addAll(List.of(args));
    all.add(folder.resolve("pumps.yaml").toString());
    return CliRun.of(all.toArray(new String[0]));
  }

  private List<String> names() {
    return blobs.listBlobs().stream().map(BlobItem::getName).toList();
  }
}
