package io.twinfeed.instep;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Specs;
import io.twinfeed.spec.Sync.Compare;
import io.twinfeed.spec.Sync.Mode;
import io.twinfeed.spec.Sync.Nulls;
import io.twinfeed.spec.rule.SpecCheck;
import io.twinfeed.spec.yaml.PipelineReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pipeline file, of which these things change from run to run.
 *
 * @param keyed whether all sources name a key; the same in all runs
 * @param machine what the first rule is called
 * @param details whether there is a second rule that creates machines
 * @param notes whether there is a rule that adds a note
 * @param swapped whether the rules stand in another order
 */
record Setup(
    Mode mode,
    Compare compare,
    Nulls nulls,
    boolean keyed,
    String machine,
    boolean details,
    boolean notes,
    boolean swapped) {
  static final String MODELS_JSON =
      """
      [{"@id": "dtmi:com:example:Machine;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "power", "schema": "double"},
          {"@type": "Property", "name": "serial", "schema": "string"},
          {"@type": "Property", "name": "orders", "schema": "integer"},
          {"@type": "Property", "name": "hours", "schema": "double"},
          {"@type": "Property", "name": "note", "schema": "string"},
          {"@type": "Property", "name": "temperature", "schema": "double"},
          {"@type": "Relationship", "name": "partOf"},
          {"@type": "Relationship", "name": "feeds",
           "properties": [{"@type": "Property", "name": "since", "schema": "string"}]}]},
       {"@id": "dtmi:com:example:Press;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "extends": "dtmi:com:example:Machine;1"},
       {"@id": "dtmi:com:example:Line;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
        "contents": [
          {"@type": "Property", "name": "name", "schema": "string"},
          {"@type": "Property", "name": "temperature", "schema": "double"}]}]
      """;

  static final ModelSet MODELS = Specs.models(MODELS_JSON);
  private static final Map<String, PipelineSpec> SPECS = new ConcurrentHashMap<>();

  static Setup first(Random random) {
    return new Setup(
        Erp.pick(random, List.of(Mode.values())),
        random.nextInt(3) == 0 ? Compare.LIVE : Compare.SNAPSHOT,
        Erp.pick(random, java.util.List.of(Nulls.values())),
        random.nextInt(3) != 0,
        "machine",
        random.nextInt(3) != 0,
        random.nextInt(4) != 0,
        false);
  }

  /** One thing of it in another way. */
  Setup changed(Random random) {
    Setup other = first(random);
    return switch (random.nextInt(7)) {
      case 0 -> new Setup(mode, other.compare, nulls, keyed, machine, details, notes, swapped);
      case 1 -> new Setup(mode, compare, other.nulls, keyed, machine, details, notes, swapped);
      case 2 ->
          new Setup(
              mode,
              compare,
              nulls,
              keyed,
              machine.equals("machine") ? "unit" : "machine",
              details,
              notes,
              swapped);
      case 3 -> new Setup(mode, compare, nulls, keyed, machine, !details, notes, swapped);
      case 4 -> new Setup(mode, compare, nulls, keyed, machine, details, !notes, swapped);
      case 5 -> new Setup(mode, compare, nulls, keyed, machine, details, notes, !swapped);
      default -> new Setup(other.mode, compare, nulls, keyed, machine, details, notes, swapped);
    };
  }

  Setup with(Mode otherMode, Compare otherCompare) {
    return new Setup(otherMode, otherCompare, nulls, keyed, machine, details, notes, swapped);
  }

  /** The same, by which no row of a sound table is rejected. */
  Setup lenient() {
    Nulls lenient = nulls == Nulls.REJECT ? Nulls.REMOVE : nulls;
    return new Setup(mode, compare, lenient, keyed, machine, details, notes, swapped);
  }

  String yaml(String head) {
    String key = keyed ? ", key: [no]" : "";
    StringBuilder sources = new StringBuilder("sources:\n");
    Erp.COLUMNS.forEach(
        (table, columns) -> {
          if ((!table.equals("extra") || details) && (!table.equals("note") || notes)) {
            sources.append(
                "  %s: {connection: erp, table: %s, columns: %s%s%s}\n"
                    .formatted(
                        table,
                        table,
                        columns,
                        table.equals("extra") || table.equals("pipe") ? key : ", key: [no]",
                        table.equals("machine") ? ", deleted: gone" : ""));
          }
        });
    String machines =
        "  - {name: %s, from: machine, model: 'dtmi:com:example:Machine;1', id: 'm-${code}', properties: {name: '${name}', power: '${kw}'}}\n"
            .formatted(machine);
    String load =
        "  - {name: load, from: work_order, model: 'dtmi:com:example:Machine;1', id: 'm-${code}', properties: {orders: {count: true}, hours: {sum: '${decimal(hours)}'}}}\n";
    String rest =
        (details
                ? "  - {name: detail, from: extra, model: 'dtmi:com:example:Press;1', id: 'm-${code}', properties: {serial: '${serial}'}}\n"
                : "")
            + (notes
                ? "  - {name: note, from: note, creates: false, model: 'dtmi:com:example:Machine;1', id: 'm-${code}', properties: {note: '${remark}'}}\n"
                : "")
            + "  - {name: line, from: line, model: 'dtmi:com:example:Line;1', id: 'l-${code}', properties: {name: '${name}'}}\n";
    return head
        + sources
        + "twins:\n"
        + (swapped ? load + rest + machines : machines + load + rest)
        + """
        relationships:
          - {name: partOf, from: machine, source: 'm-${code}', target: 'l-${line}', when: 'line != null', exclusive: true}
          - {name: feeds, from: pipe, source: 'm-${code}', target: 'm-${two}', properties: {since: '${since}'}}
        """
        + "sync: {mode: %s, compare: %s, nulls: %s}\n"
            .formatted(mode, compare, nulls)
            .toLowerCase(Locale.ROOT);
  }

  PipelineSpec spec() {
    return SPECS.computeIfAbsent(
        yaml(
            """
            version: 1
            name: test
            connections:
              erp: {url: "jdbc:h2:mem:none"}
            target: {endpoint: "http://127.0.0.1:1", models: models}
            """),
        yaml -> {
          Issues issues = new Issues();
          PipelineSpec spec = PipelineReader.read("test.yaml", yaml, issues);
          if (spec != null) {
            SpecCheck.check(spec, MODELS, Map.of(), name -> "x", issues);
          }
          assertThat(issues.hasErrors()).as(issues.all().toString()).isFalse();
          return Objects.requireNonNull(spec);
        });
  }
}
