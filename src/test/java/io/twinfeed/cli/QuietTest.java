package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is still said when nothing but trouble is to be heard of. */
class QuietTest {
  private static final String PIPELINE =
      Scene.HEAD
          + """
          sources:
            pumps: {connection: erp, table: pump, key: [no]}
          twins:
            - {name: pump, from: pumps, model: "dtmi:com:example:Pump;1", id: "${id}", properties: {name: "${name}"}}
          """;

  @TempDir Path folder;
  private Scene scene;
  private Path pipeline;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.models(
        """
        {"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
          "contents": [{"@type": "Property", "name": "name", "schema": "string"}]}
        """);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, id VARCHAR, name VARCHAR)",
        "INSERT INTO pump VALUES (1, 'pump-1', 'one')");
    pipeline = scene.write("pumps.yaml", PIPELINE);
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void an_error() {
    CliRun run = scene.run(pipeline, "--quiet", "--param", "nothing=1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: ");
  }

  @Test
  void a_reject_and_where_its_reason_stands() {
    scene.sql("INSERT INTO pump VALUES (2, 'pump/2', 'two')");

    CliRun run = scene.run(pipeline, "--quiet");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err())
        .contains("partial", "1 reject", "ROW-ID-ILLEGAL", "rejects.jsonl")
        .doesNotContain("desired");
  }

  @Test
  void nothing_at_all_if_all_goes_well() {
    CliRun plan =
        CliRun.of(
            "plan",
            pipeline.toString(),
            "--runs-dir",
            folder.resolve("runs").toString(),
            "--quiet");
    CliRun run = scene.run(pipeline, "--quiet");

    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out()).contains("+ pump-1");
    assertThat(plan.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEmpty();
    assertThat(scene.text("pump-1", "name")).isEqualTo("one");
  }
}
