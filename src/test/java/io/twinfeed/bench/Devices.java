package io.twinfeed.bench;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.sample.EmbeddedErp;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A table of devices, each of which leads to two others: a twin and two relationships a row. */
final class Devices {
  static final String MODEL_ID = "dtmi:bench:Device;1";
  static final String COLUMNS = "id, code, name, price, active, since, next, other";
  static final String MODEL =
      """
      {"@id": "dtmi:bench:Device;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "code", "schema": "string"},
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "price", "schema": "double"},
          {"@type": "Property", "name": "active", "schema": "boolean"},
          {"@type": "Property", "name": "since", "schema": "date"},
          {"@type": "Relationship", "name": "feeds"},
          {"@type": "Relationship", "name": "backs"}]}
      """;

  // Relationships stay within a thousand rows, so that the first thousands are a whole, too
  private static final String TABLE =
      """
      CREATE TABLE device AS SELECT i::bigint AS id, 'D-' || i AS code, 'Device ' || i AS name,
        (i / 7.0)::numeric(12, 4) AS price, (i % 2 = 0) AS active,
        DATE '2020-01-01' + (i % 2000)::int AS since,
        ((i - 1) / 1000 * 1000 + i % 1000 + 1)::bigint AS next,
        ((i - 1) / 1000 * 1000 + (i + 7 + i % 500) % 1000 + 1)::bigint AS other
        FROM generate_series(1, ROWS) AS i""";
  private static final String PIPELINE =
      """
      version: 1
      name: load
      connections: {erp: {url: "%s", username: %s}}
      target: {endpoint: "%s", models: models, limits: none}
      sources:
        devices:
          connection: erp
          table: device
          columns: [%s]
          where: id <= %d
          key: [id]
          partition: {by: id, into: 4}
      twins:
        - name: device
          from: devices
          model: dtmi:bench:Device;1
          id: device-${id}
          when: bench.seen(id)
          properties:
            code: ${code}
            name: ${name}
            price: ${price}
            active: ${active}
            since: ${since}
      relationships:
        - {name: feeds, from: devices, source: "device-${id}", target: "device-${next}"}
        - {name: backs, from: devices, source: "device-${id}", target: "device-${other}"}
      """;
  private static final int WARM_UP = 20_000;
  private static final int CLIENTS = 32;

  private Devices() {}

  static void fill(EmbeddedErp erp, int rows) throws SQLException {
    try (Connection connection = erp.connect();
        var statement = connection.createStatement()) {
      statement.execute(TABLE.replace("ROWS", Integer.toString(rows)));
      statement.execute("ALTER TABLE device ADD PRIMARY KEY (id)");
      statement.execute("ANALYZE device");
    }
  }

  static String pipeline(EmbeddedErp erp, Served service, int rows) {
    return PIPELINE.formatted(erp.url(), erp.user(), service.endpoint(), COLUMNS, rows);
  }

  /** The file with the model. */
  static Path model(Path folder) throws IOException {
    return Files.writeString(folder.resolve("device.json"), "[" + MODEL.strip() + "]");
  }

  static void addModel(Served service, String model) {
    try (TwinStore store = TwinService.connect(service.endpoint().toString())) {
      store.addModels(List.of(model.strip())).join();
    }
  }

  /** A service that has the model, and has written other things enough to be warm. */
  static void prepare(Served service) {
    addModel(service, MODEL);
    List<Buffer> twins = new ArrayList<>();
    List<Buffer> links = new ArrayList<>();
    for (int i = 0; i < WARM_UP; i++) {
      String path = "/digitaltwins/warm-" + i;
      twins.add(
          Load.request(
              "PUT",
              path + "?api-version=2023-10-31",
              "application/json",
              """
              {"$metadata":{"$model":"%s"},"code":"W-%d","name":"Warm %d","price":%d.5,\
              "active":true,"since":"2020-01-01"}"""
                  .formatted(MODEL_ID, i, i, i)));
      links.add(
          Load.request(
              "PUT",
              path + "/relationships/feeds?api-version=2023-10-31",
              "application/json",
              "{\"$targetId\":\"warm-%d\",\"$relationshipName\":\"feeds\"}"
                  .formatted((i + 1) % WARM_UP)));
    }
    try (Load load = new Load()) {
      load.once(service, twins, CLIENTS);
      load.once(service, links, CLIENTS);
    }
  }
}
