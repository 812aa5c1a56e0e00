package io.twinfeed.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Pumps with names, and a pipeline that keeps its state where it is told to. */
final class Pumps {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [{"@type": "Property", "name": "name", "schema": "string"}]}]
      """;
  private static final String PIPELINE =
      Scene.HEAD
          + """
      state: %s
      sources:
        pumps: {connection: erp, table: pump, key: [no]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          properties: {name: "${name}"}
      """;

  private Pumps() {}

  /**
   * Makes so many of them.
   *
   * @return the pipeline file
   */
  static Path make(Scene scene, int count, String state) throws IOException {
    scene.models(MODELS);
    scene.sql(
        "CREATE TABLE pump (no INT PRIMARY KEY, name VARCHAR)",
        "INSERT INTO pump SELECT x, 'pump ' || x FROM SYSTEM_RANGE(1, %d)".formatted(count));
    return scene.write("pumps.yaml", PIPELINE.formatted(state));
  }
}
