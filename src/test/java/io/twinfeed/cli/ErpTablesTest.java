package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.SharedData;
import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.cli.ErpCatalog.ForeignKey;
import io.twinfeed.cli.ErpCatalog.Link;
import io.twinfeed.cli.ErpCatalog.Table;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.sample.EmbeddedErp;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole databases as graphs: every row of every table a twin with all its values, every foreign key
 * a relationship. What is expected comes from the database's catalog and from SQL.
 */
class ErpTablesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PIPELINES = Path.of("src/test/resources/erp");
  private static final String DIRECT = "runner-configs/direct.yaml";

  @TempDir static Path folder;
  private static @Nullable EmbeddedErp erp;

  @BeforeAll
  static void begin() {
    SharedData.path("erp");
    erp = EmbeddedErp.start(folder.resolve("erp"));
  }

  @AfterAll
  static void end() {
    if (erp != null) {
      erp.close();
    }
  }

  @Test
  void northwind_is_the_same_in_the_graph_and_a_second_run_by_flink_writes_nothing()
      throws SQLException, IOException {
    try (Erp northwind = new Erp("northwind", "northwind.sql")) {
      northwind.run(DIRECT);
      northwind.isTheGraph();

      JsonNode again = northwind.run("runner-configs/flink-embedded.yaml");
      assertThat(again.path("calls").path("byStatus").fieldNames())
          .toIterable()
          .containsExactly("200");
      northwind.isTheGraph();
    }
  }

  @Test
  void northwind_by_flink_is_the_same_in_the_graph() throws SQLException, IOException {
    try (Erp northwind = new Erp("northwind", "northwind.sql")) {
      northwind.run("runner-configs/flink-embedded.yaml");
      northwind.isTheGraph();
    }
  }

  @Test
  void chinook_is_the_same_in_the_graph() throws SQLException, IOException {
    try (Erp chinook = new Erp("chinook", "Chinook_PostgreSql.sql")) {
      chinook.run(DIRECT);
      chinook.isTheGraph();
    }
  }

  /** A database of its own, and a twin service that is empty at first. */
  private static final class Erp implements AutoCloseable {
    private final String name;
    private final String url;
    private final java.sql.Connection database;
    private final ErpCatalog catalog;
    private final LocalService service;

    Erp(String name, String script) throws SQLException, IOException {
      this.name = name;
      try (var server = erp.connect();
          var statement = server.createStatement()) {
        statement.execute("DROP DATABASE IF EXISTS " + name);
        statement.execute("CREATE DATABASE " + name + " ENCODING 'UTF8' TEMPLATE template0");
      }
      url = erp.url().replaceFirst("/postgres$", "/" + name);
      database = DriverManager.getConnection(url, erp.user(), erp.password());
      catalog = new ErpCatalog(database);
      catalog.load(SharedData.path("erp/" + name + "/" + script));
      service = LocalService.start(LocalSettings.onFreePort());
    }

    JsonNode run(String runner) throws IOException {
      Scene.variable("ERP_URL", url);
      Scene.variable("ERP_USER", erp.user());
      Scene.variable("ERP_PASSWORD", erp.password());
      Scene.variable("TWINS_ENDPOINT", service.endpoint().toString());
      Path runs = folder.resolve("runs");
      CliRun run =
          CliRun.of(
              "run",
              PIPELINES.resolve(name).resolve(name + ".yaml").toString(),
              "--runs-dir",
              runs.toString(),
              "--runner-config",
              runner);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(Files.readAllLines(runs.resolve("latest/rejects.jsonl"))).isEmpty();
      return JSON.readTree(runs.resolve("latest/summary.json").toFile());
    }

    void isTheGraph() throws SQLException, IOException {
      List<Table> tables = catalog.tables();
      assertThat(tables.stream().map(this::described).sorted())
          .as("the catalog as the data's own list of tables has it")
          .containsExactlyElementsOf(
              Files.readAllLines(SharedData.path("erp/" + name + "/TABLES.tsv")).stream()
                  .map(Erp::sorted)
                  .sorted()
                  .toList());

      Map<String, List<Map<String, Object>>> twins =
          ask("SELECT * FROM DIGITALTWINS").stream().collect(Collectors.groupingBy(Erp::modelOf));
      assertThat(twins.keySet())
          .isSubsetOf(tables.stream().map(this::model).collect(Collectors.toSet()));
      Map<String, List<String>> keys = new HashMap<>();
      for (Table table : tables) {
        keys.putAll(everyRowIsATwin(table, twins.getOrDefault(model(table), List.of())));
      }
      everyForeignKeyIsARelationship(tables, keys);
    }

    // The key of the row that each twin stands for, by the twin's id
    private Map<String, List<String>> everyRowIsATwin(Table table, List<Map<String, Object>> twins)
        throws SQLException {
      assertThat(count("DIGITALTWINS T WHERE IS_OF_MODEL(T, '" + model(table) + "', exact)"))
          .as(table.name())
          .isEqualTo(catalog.count(table.name()))
          .isEqualTo(twins.size());
      Map<List<String>, Map<String, Value>> found = new HashMap<>();
      Map<String, List<String>> keys = new HashMap<>();
      for (Map<String, Object> twin : twins) {
        Map<String, Value> values = new TreeMap<>();
        twin.forEach(
            (property, value) -> {
              if (!property.startsWith("$")) {
                values.put(property, Value.ofJava(value));
              }
            });
        List<String> key =
            table.key().stream().map(column -> twin.get(ErpCatalog.camel(column)) + "").toList();
        found.put(key, values);
        keys.put((String) twin.get("$dtId"), key);
      }
      Map<List<String>, Map<String, Value>> rows = catalog.rows(table);
      assertThat(found).as(table.name()).hasSize(twins.size()).isEqualTo(rows);
      return keys;
    }

    private void everyForeignKeyIsARelationship(List<Table> tables, Map<String, List<String>> keys)
        throws SQLException {
      Map<String, Table> byName =
          tables.stream().collect(Collectors.toMap(Table::name, table -> table));
      Map<String, List<Link>> found = new HashMap<>();
      Map<String, Long> byRelationship = new TreeMap<>();
      Map<String, String> models = new HashMap<>();
      ask("SELECT $dtId, $metadata FROM DIGITALTWINS")
          .forEach(twin -> models.put((String) twin.get("$dtId"), modelOf(twin)));
      for (Map<String, Object> each : ask("SELECT * FROM RELATIONSHIPS")) {
        String source = (String) each.get("$sourceId");
        String target = (String) each.get("$targetId");
        String what =
            models.get(source) + " " + each.get("$relationshipName") + " " + models.get(target);
        found
            .computeIfAbsent(what, unused -> new ArrayList<>())
            .add(new Link(keys.get(source), keys.get(target)));
      }
      for (Table table : tables) {
        for (ForeignKey foreign : table.foreignKeys()) {
          Table target = byName.get(foreign.target());
          String what = model(table) + " " + relationship(foreign) + " " + model(target);
          List<Link> links = catalog.links(table, target, foreign);
          long notNull =
              catalog.count(table.name() + " WHERE " + foreign.column() + " IS NOT NULL");
          byRelationship.merge(relationship(foreign), notNull, Long::sum);
          List<Link> relationships = found.remove(what);
          assertThat(relationships == null ? List.<Link>of() : relationships)
              .as(what)
              .hasSize(Math.toIntExact(notNull))
              .containsExactlyInAnyOrderElementsOf(links);
        }
      }
      assertThat(found.keySet()).as("relationships that no foreign key asks for").isEmpty();
      for (var each : byRelationship.entrySet()) {
        assertThat(count("RELATIONSHIPS R WHERE R.$relationshipName = '" + each.getKey() + "'"))
            .as(each.getKey())
            .isEqualTo(each.getValue());
      }
    }

    private String described(Table table) {
      try {
        return sorted(
            String.join(
                "\t",
                "public." + table.name(),
                String.valueOf(catalog.count(table.name())),
                String.join(",", table.key()),
                table.foreignKeys().stream()
                    .map(foreign -> foreign.column() + "->" + foreign.target())
                    .collect(Collectors.joining("; "))));
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }

    private static String sorted(String line) {
      String[] fields = line.split("\t", -1);
      fields[3] = List.of(fields[3].split("; ", -1)).stream().sorted().toList().toString();
      return String.join("\t", fields);
    }

    private String model(Table table) {
      String singular = table.name().replaceFirst("ies$", "y").replaceFirst("s$", "");
      String camel = ErpCatalog.camel(singular);
      return "dtmi:com:example:%s:%s;1"
          .formatted(name, Character.toUpperCase(camel.charAt(0)) + camel.substring(1));
    }

    private static String relationship(ForeignKey foreign) {
      return ErpCatalog.camel(foreign.column().replaceFirst("_id$", ""));
    }

    private static String modelOf(Map<String, Object> twin) {
      return (String) ((Map<?, ?>) twin.get("$metadata")).get("$model");
    }

    private long count(String from) {
      return ((Number) ask("SELECT COUNT() FROM " + from).get(0).get("COUNT")).longValue();
    }

    @SuppressWarnings("unchecked") // the rows of a query are objects
    private List<Map<String, Object>> ask(String query) {
      List<Map<String, Object>> rows = new ArrayList<>();
      try (TwinStore store = TwinService.connectImpatiently(service.endpoint().toString())) {
        String token = null;
        do {
          var page = ServiceLost.unlessDone(store.query(query, token).join(), query);
          page.rows().forEach(row -> rows.add((Map<String, Object>) row.toJava()));
          token = page.continuationToken();
        } while (token != null);
      }
      return rows;
    }

    @Override
    public void close() throws SQLException {
      service.close();
      database.close();
    }
  }
}
