package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of many sources makes a wide pipeline, which has to fit into one machine. */
class ManySourcesTest {
  private static final int SOURCES = 24;
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [{"@type": "Property", "name": "name", "schema": "string"}]}]
      """;

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.models(MODELS);
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void twenty_four_sources_in_four_parts_each_go_through_an_embedded_flink() throws IOException {
    StringBuilder sources = new StringBuilder("sources:\n");
    StringBuilder twins = new StringBuilder("twins:\n");
    for (int i = 0; i < SOURCES; i++) {
      scene.sql(
          "CREATE TABLE pump%d (no INT PRIMARY KEY, name VARCHAR)".formatted(i),
          "INSERT INTO pump%d SELECT x, 'pump ' || x FROM SYSTEM_RANGE(1, 20)".formatted(i));
      sources.append(
          """
            s%1$d: {connection: erp, table: pump%1$d, key: [no], partition: {by: no, into: 4}}
          """
              .formatted(i));
      twins.append(
          """
            - name: pump%1$d
              from: s%1$d
              model: dtmi:com:example:Pump;1
              id: pump-%1$d-${no}
              properties: {name: "${name}"}
          """
              .formatted(i));
    }
    Path pipeline = scene.write("pumps.yaml", Scene.HEAD + sources + twins);

    run(pipeline);
    assertThat(scene.counts("twins"))
        .isEqualTo(Map.of("desired", SOURCES * 20, "created", SOURCES * 20));
    scene.sql("UPDATE pump7 SET name = 'renamed' WHERE no = 3");

    run(pipeline);
    assertThat(scene.counts("twins"))
        .isEqualTo(Map.of("desired", SOURCES * 20, "updated", 1, "unchanged", SOURCES * 20 - 1));
    assertThat(scene.text("pump-7-3", "name")).isEqualTo("renamed");
  }

  private void run(Path pipeline) {
    CliRun run = scene.run(pipeline, "--runner-config", "runner-configs/flink-embedded.yaml");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }
}
