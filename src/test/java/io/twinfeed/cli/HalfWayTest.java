package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that fails after most of its rows have been read changes nothing, on either runner. */
class HalfWayTest {
  private static final Path SAMPLE = Path.of("pipelines/organization");

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

  @ParameterizedTest
  @ValueSource(strings = {"runner-configs/direct.yaml", "runner-configs/flink-embedded.yaml"})
  void a_source_that_fails_half_way_changes_nothing(String runner) throws IOException {
    // The last of 50,000 rows can't be computed: thousands have been fetched and shaped by then
    Path pipeline =
        scene.write(
            "half.yaml",
            """
            version: 1
            name: half
            connections:
              erp: {url: "${env:ERP_URL}", username: "${env:ERP_USER}", password: "${env:ERP_PASSWORD}"}
            target: {endpoint: "${env:TWINS_ENDPOINT}", models: %s}
            sources:
              good: {connection: erp, table: Organization, key: [OrgID]}
              bad:
                connection: erp
                query: SELECT x, 1 / (50000 - x) AS y FROM SYSTEM_RANGE(1, 50000)
            twins:
              - {name: good, from: good, model: "dtmi:assetmodel:enterprise;1", id: "${OrgID}", properties: {Name: "${Division}"}}
              - {name: bad, from: bad, model: "dtmi:assetmodel:enterprise;1", id: "bad-${x}", properties: {Name: "${string(y)}"}}
            sync: {compare: live}
            """
                .formatted(SAMPLE.resolve("models").toAbsolutePath()));

    CliRun run = scene.run(pipeline, "--runner-config", runner);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.error()).startsWith("error: reading the sources failed: Division by zero");
    assertThat(run.showsAStackTrace()).as(run.err()).isFalse();
    assertThat(scene.latestSummary().path("status").asText()).isEqualTo("failed");
    assertThat(
            CliRun.of("query", "SELECT COUNT() FROM DIGITALTWINS", "--endpoint", scene.endpoint())
                .out())
        .isEqualTo("{\"COUNT\":0}\n");
  }
}
