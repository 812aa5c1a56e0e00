package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where what a twin says comes from, and what a row feeds. */
class ExplainTest {
  private static final String MODELS =
      """
      [{"@id": "dtmi:com:example:Hall;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "pumps", "schema": "integer"},
          {"@type": "Property", "name": "city", "schema": "string"},
          {"@type": "Property", "name": "temperature", "schema": "double"}]},
       {"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "kind", "schema": "string"},
          {"@type": "Property", "name": "owner", "schema": "string"},
          {"@type": "Property", "name": "state", "schema": "string"},
          {"@type": "Property", "name": "maker", "schema": "string"},
          {"@type": "Relationship", "name": "locatedIn", "target": "dtmi:com:example:Hall;1"}]}]
      """;

  private static final String PIPELINE =
      Scene.HEAD
          + """
      sources:
        pumps:
          connection: erp
          table: pump
          key: [no]
          sensitive: [owner]
          deleted: gone
          lookups: {makers: {from: makers, by: [maker]}}
        makers: {connection: erp, table: maker, key: [id]}
        halls: {connection: erp, table: hall, key: [no]}
        service: {connection: erp, table: service, key: [id]}
      twins:
        - name: pump
          from: pumps
          model: dtmi:com:example:Pump;1
          id: pump-${no}
          when: no != 9
          properties:
            name: ${name}
            kind: rotary
            owner: ${owner}
            maker: ${makers.label}
        - name: hall
          from: halls
          model: dtmi:com:example:Hall;1
          id: hall-${no}
          properties: {city: {value: "${city}", default: nowhere}}
        - name: stock
          from: pumps
          model: dtmi:com:example:Hall;1
          id: hall-${hall}
          creates: false
          properties: {pumps: {count: true}}
        - name: serviced
          from: service
          model: dtmi:com:example:Pump;1
          id: pump-${pump}
          creates: false
          properties: {state: "${state}"}
      relationships:
        - {name: locatedIn, from: pumps, source: "pump-${no}", target: "hall-${hall}"}
      """;

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void begin() throws IOException {
    scene = Scene.withH2(folder);
    scene.models(MODELS);
    scene.write("pumps.yaml", PIPELINE);
    scene.sql(
        "CREATE TABLE maker (id INT PRIMARY KEY, label VARCHAR)",
        "INSERT INTO maker VALUES (1, 'Acme'), (2, 'Other')",
        "CREATE TABLE hall (no INT PRIMARY KEY, city VARCHAR)",
        "INSERT INTO hall VALUES (0, 'Bern'), (1, NULL)",
        "CREATE TABLE pump (no INT PRIMARY KEY, name VARCHAR, owner VARCHAR, hall INT, maker INT,"
            + " gone BOOLEAN)",
        "INSERT INTO pump SELECT x, 'pump ' || x, 'owner ' || x, MOD(x, 2), 1, FALSE"
            + " FROM SYSTEM_RANGE(1, 10)",
        "UPDATE pump SET gone = TRUE WHERE no = 10",
        "CREATE TABLE service (id INT PRIMARY KEY, pump VARCHAR, state VARCHAR)",
        "INSERT INTO service VALUES (1, '1', 'serviced'), (2, '77', 'lost'), (3, NULL, 'x')");
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @Test
  void it_takes_a_twin_or_a_row_and_says_so() {
    assertThat(explain(2).err()).contains("the id of a twin, or else a row");
    assertThat(explain(2, "--row", "pump", "--key", "no=1").err())
        .contains("has no source pump", "did you mean pumps?");
    assertThat(explain(2, "--row", "pumps", "--key", "name=1").err())
        .contains("the key of source pumps is NO");
    assertThat(explain(2, "--row", "pumps", "--key", "no=999").err())
        .contains("source pumps has no row with {NO=999}");
    CliRun nobody = explain(2, "pump-999");
    assertThat(nobody.err()).contains("nothing is known of pump-999: no row feeds it");
    assertThat(nobody.showsAStackTrace()).isFalse();
  }

  @Test
  void a_twin_that_only_contributors_speak_of_is_told_to_be_unmatched() {
    assertThat(explain(0, "pump-77").out())
        .contains("pump-77, dtmi:com:example:Pump;1, not in the graph; not on record")
        .contains("its rows count as unmatched")
        .contains("      rule serviced: ${state}", "        from ID=2 of service");
  }

  @Test
  void rows_that_are_left_out_are_told_with_their_rule() {
    assertThat(explain(0, "pump-9").out())
        .contains("left out by rule pump: when is false, or it counts as deleted");
    assertThat(explain(0, "pump-10").out())
        .contains("no row speaks of it")
        .contains("left out by rule pump, locatedIn: when is false, or it counts as deleted");
  }

  @Test
  void a_rejected_row_says_what_it_holds_and_why() throws IOException {
    run(7);
    scene.sql(
        "UPDATE pump SET maker = 77 WHERE no = 1", "UPDATE pump SET hall = NULL WHERE no = 1");

    String told = explain(0, "pump-1").out();

    assertThat(told)
        .contains("rows of its relationships are rejected: a run makes those that are not")
        .contains("  ROW-ID-NULL: ", "      row NO=1 of pumps", "      hint: ");
  }

  @Test
  void what_no_row_feeds_any_more_is_told_so_and_stays_hidden_if_it_is_sensitive()
      throws IOException {
    run(7);
    scene.sql("DELETE FROM pump WHERE no = 1", "DELETE FROM service");

    assertThat(explain(0, "pump-1").out())
        .contains("no row speaks of it any more: a run with mode: mirror deletes it")
        .contains("  name: \"pump 1\", which no row feeds now\n")
        .contains("  owner: (sensitive), which no row feeds now\n")
        .contains("  locatedIn → hall-1, which no row asks for any more")
        .doesNotContain("owner 1");
  }

  @Test
  void a_row_is_explained_with_what_it_looks_up_in_its_own_source_and_beyond() throws IOException {
    scene.write(
        "pumps.yaml",
        PIPELINE
            .replace(
                "lookups: {makers: {from: makers, by: [maker]}}",
                "lookups: {makers: {from: pumps, by: [maker]}}")
            .replace("makers.label", "makers.name"));
    assertThat(explain(0, "--row", "pumps", "--key", "no=3").out()).contains("maker: \"pump 1\"");
  }

  @Test
  void before_the_first_run_it_says_what_a_run_would_write_and_from_where() {
    assertThat(explain(0, "pump-1").out())
        .contains("pump-1, dtmi:com:example:Pump;1, not in the graph; not on record")
        .contains("  name: \"pump 1\", to be written by a run\n      rule pump: ${name}\n")
        .contains("  locatedIn → hall-1, to be written by a run\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink-embedded"})
  void each_property_has_its_rule_its_rows_and_what_the_graph_says(String runner)
      throws IOException {
    run(7);
    String run = scene.latestSummary().path("runId").asText();
    set("pump-1", "/name", new Value.Text("by hand"));
    set("hall-1", "/temperature", Value.ofJava(20.5));

    String pump =
        explain(0, "pump-1", "--runner-config", "runner-configs/" + runner + ".yaml").out();
    assertThat(pump)
        .contains(
            "pump-1, dtmi:com:example:Pump;1, in the graph; made by this pipeline, last written or compared by"
                + " run "
                + run)
        .contains("  name: the rows say \"pump 1\", the graph says \"by hand\"\n")
        .contains("  kind: \"rotary\"\n      rule pump: rotary\n        from NO=1 of pumps\n")
        .contains("  maker: \"Acme\"\n      rule pump: ${makers.label}\n")
        .contains("  owner: (sensitive)\n")
        .contains(
            "  state: \"serviced\"\n      rule serviced: ${state}\n        from ID=1 of service")
        .contains(
            "  locatedIn → hall-1; made by this pipeline, last written or compared by run " + run)
        .contains("      rule locatedIn: hall-${hall}\n        from NO=1 of pumps\n")
        .contains("OWNER=(sensitive)")
        .doesNotContain("owner 1");

    assertThat(explain(0, "hall-1").out())
        .contains("  city: \"nowhere\"\n      rule hall: ${city}, else nowhere\n")
        .contains("      rule stock: count\n        from NO=1 of pumps; NO=3 of pumps;")
        .contains("  pumps: 5\n")
        .contains("  temperature: 20.5, not fed by this pipeline\n");
  }

  @Test
  void a_row_says_what_it_feeds() {
    String row = explain(0, "--row", "pumps", "--key", "no=1").out();
    assertThat(row)
        .contains("NO=1 of pumps\n")
        .contains("  twin pump-1\n      rule pump\n      name: \"pump 1\"\n")
        .contains("      maker: \"Acme\"\n", "      owner: (sensitive)\n")
        .contains("  twin hall-1\n      rule stock\n      pumps: 1\n")
        .contains("  relationship pump-1 locatedIn hall-1\n      rule locatedIn\n")
        .doesNotContain("owner 1");
    assertThat(explain(0, "--row", "service", "--key", "ID=3").out())
        .contains("rejected, ROW-ID-NULL: ");
  }

  @Test
  void as_json_it_is_one_document() throws IOException {
    run(7);
    JsonNode twin = new ObjectMapper().readTree(explain(0, "pump-1", "--json").out());
    assertThat(twin.path("twin").asText()).isEqualTo("pump-1");
    assertThat(twin.path("exists").asBoolean()).isTrue();
    assertThat(twin.path("record").path("created").asBoolean()).isTrue();
    assertThat(twin.path("properties").findValuesAsText("name"))
        .containsExactly("kind", "maker", "name", "owner", "state");
    assertThat(twin.path("properties").get(2).path("agreement").asText()).isEqualTo("SAME");
    JsonNode rows =
        new ObjectMapper().readTree(explain(0, "--row", "pumps", "--key", "no=1", "--json").out());
    assertThat(rows.path("rows").get(0).path("feeds")).hasSize(3);
  }

  private void run(int exitCode) {
    CliRun run = scene.run(folder.resolve("pumps.yaml"));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
  }

  private CliRun explain(int exitCode, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "explain",
                folder.resolve("pumps.yaml").toString(),
                "--runs-dir",
                folder.resolve("runs").toString()));
    args.addAll(List.of(more));
    CliRun run = CliRun.of(args.toArray(new String[0]));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  private void set(String twin, String pointer, Value value) {
    try (TwinStore store = scene.store()) {
      Patch patch = new Patch(List.of(new Patch.Add(pointer, value)));
      assertThat(store.patch(new TwinId(twin), patch, null).join().isDone()).isTrue();
    }
  }
}
