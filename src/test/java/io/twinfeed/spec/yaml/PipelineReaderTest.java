package io.twinfeed.spec.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.ParameterType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.PropertyRule.Aggregate.Function;
import io.twinfeed.spec.PropertyRule.Merge;
import io.twinfeed.spec.PropertyRule.Merge.Winner;
import io.twinfeed.spec.PropertyRule.Plain;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Sync;
import io.twinfeed.spec.Sync.Limit;
import io.twinfeed.spec.Target.Limits;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.Text;
import io.twinfeed.spec.TwinRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineReaderTest {
  private static final String HEAD =
      """
      version: 1
      name: n
      connections: {c: {url: "jdbc:h2:mem:x"}}
      target: {endpoint: "http://127.0.0.1:8099", models: m}
      """;

  private final Issues issues = new Issues();

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "a: [1 → 1:6 YAML-001",
        "a: b: c → 1:5 YAML-001",
        "a:\\n\\tb: 1 → 2:1 YAML-005",
        "a: !!int 7 → 1:4 YAML-003",
        "- a → 1:1 YAML-006",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ → 1:51 YAML-007",
        "a: 1\\n---\\nb: 2 → 2:1 YAML-001",
      })
  void reports_what_is_no_pipeline_file(String text, String expected) {
    PipelineReader.read("f", text.replace("\\n", "\n").replace("\\t", "\t"), issues);
    assertThat(lines()).singleElement().asString().startsWith(expected);
  }

  @Test
  void counts_lines_that_end_in_a_carriage_return_alone() {
    PipelineReader.read("f", "version: 1\rname: m\r\nx: \0", issues);
    assertThat(issues.all())
        .singleElement()
        .satisfies(issue -> assertThat(issue.place()).isEqualTo(new Place("f", 3, 4)));
  }

  @Test
  void reports_an_empty_file_and_too_many_aliases() {
    assertThat(PipelineReader.read("f", "# nothing\n", issues)).isNull();
    PipelineReader.read("f", "a: &x 1\nb: [" + "*x,".repeat(101) + "]\n", issues);
    assertThat(issues.all()).extracting("code").containsExactly("YAML-006", "YAML-004");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "snyc: {} → 5:1 SPEC-001 a pipeline file has no key snyc (did you mean sync?)",
        "name: m → 5:1 YAML-002 the key name stands here twice (the first one is in line 2)",
        "<<: {} → 5:1 SPEC-001 a pipeline file has no key << (merge keys are not part of YAML 1.2: repeat the keys)",
        "sources: [a] → 5:10 SPEC-003 sources must be keys with values, but is a list",
        "sources: {a: {connection: c}} → 5:11 SPEC-007 the source a needs table or query (give one of the two)",
        "sources: {a: {connection: c, table: t, query: q}} → 5:40 SPEC-007 the source a has both table and query (give one of the two)",
        "sources: {a: {connection: c, query: q, where: w}} → 5:40 SPEC-007 the source a has both query and where (write the condition into the query)",
        "sources: {a: {connection: c, table: t, partition: {by: x, into: 0}}} → 5:65 SPEC-004 into can't be 0 (it is a number of ranges from 1 to 10000)",
        "sources: {a: {connection: c, table: t, watermark: {column: x, lag: 5 min}}} → 5:68 SPEC-004 lag can't be 5 min (it is a duration such as 30s, 5m, 1h or 1d)",
        "parameters: {p: {type: number}} → 5:24 SPEC-004 type can't be number; it is string, int, double, bool",
        "parameters: {p: {type: int, default: x}} → 5:38 SPEC-004 default can't be x (it is a whole number)",
        "sources: {a: {connection: c, table: t, where: 'x = :p'}} → 5:52 SPEC-026 the parameter :p is not declared (declare it under parameters)",
        "sync: {guards: {minRows: {s: 1}}} → 5:27 SPEC-021 there is no source s",
        "sync: {mode: mirrow} → 5:14 SPEC-004 mode can't be mirrow; it is upsert, update, insert, mirror (did you mean mirror?)",
        "sync: {guards: {maxRejects: 1 percent}} → 5:29 SPEC-004 maxRejects can't be 1 percent (it is a percentage such as 1%, or a number)",
        "sync: {fullEvery: 99999999999999999999d} → 5:19 SPEC-004 fullEvery can't be 99999999999999999999d (it is a duration such as 30s, 5m, 1h or 1d)",
        "twins: [{name: a, from: s, id: i}] → 5:9 SPEC-002 a rule for twins needs model",
        "twins: [{name: a, from: s, id: '', model: m}] → 5:33 SPEC-004 id is empty",
        "twins: [{name: a, from: s, id: i, model: m, creates: yes}] → 5:54 SPEC-004 creates can't be yes (it is true or false)",
        "twins: [{name: a, from: s, id: i, model: m, properties: {p: {}}}] → 5:58 SPEC-002 the property p needs a value (give one of value, count, sum, min, max, first, last, list, map)",
        "twins: [{name: a, from: s, id: i, model: m, properties: {p: {sum: x, max: y}}}] → 5:58 SPEC-007 the property p has sum and max (give one of value, count, sum, min, max, first, last, list, map)",
        "twins: [{name: a, from: s, id: i, model: m, properties: {p: {first: x}}}] → 5:61 SPEC-002 the property p needs by",
        "twins: [{name: a, from: s, id: i, model: m, properties: {p: {count: true, by: x}}}] → 5:75 SPEC-007 by does not go with this (it orders first and last)",
        "twins: [{name: a, from: s, id: i, model: m, properties: {p: {sum: x, default: 0}}}] → 5:70 SPEC-007 default does not go with sum, which leaves nulls out (give the rows a value: ${coalesce(…, …)})",
        "twins: [{name: a, from: s, id: i, model: m, properties: {p: {count: true, default: 0}}}] → 5:75 SPEC-007 default does not go with count, which leaves nulls out",
        "twins: [{name: a, from: s, id: i, model: m, properties: {p: {value: x, merge: newest}}}] → 5:79 SPEC-004 merge can't be newest; it is min, max, {first: column}, {last: column}, {prefer: [rule]}",
        "twins: [{name: a, from: s, id: i, model: m, when: 'a ${b}'}] → 5:51 SPEC-005 when is one expression (write it without ${ and })",
        "relationships: [{name: r, from: s, source: a, target: b, exclusive: own}] → 5:69 SPEC-004 exclusive can't be own (it is true, false or all)",
      })
  void reports(String line, String expected) {
    String rest = (line.startsWith("sources") ? "" : "sources: {}\n");
    String twins =
        line.startsWith("twins") || line.startsWith("relationships") ? "" : "twins: []\n";
    PipelineReader.read("f", HEAD + line + "\n" + rest + twins, issues);
    assertThat(lines()).containsExactly(expected);
  }

  @Test
  void reports_what_is_missing_all_at_once() {
    PipelineReader.read("f", "description: d\n", issues);
    assertThat(lines())
        .containsExactly(
            "1:1 SPEC-002 a pipeline file needs version",
            "1:1 SPEC-002 a pipeline file needs name",
            "1:1 SPEC-002 a pipeline file needs connections",
            "1:1 SPEC-002 a pipeline file needs target",
            "1:1 SPEC-002 a pipeline file needs sources",
            "1:1 SPEC-002 a pipeline file needs twins");
  }

  @Test
  void explains_a_placeholder_that_yaml_cut_at_a_number_sign() {
    PipelineReader.read(
        "f",
        HEAD
            + """
            sources: {}
            twins:
              - name: a
                from: s
                model: m
                id: order-${row['Order #']}
            """,
        issues);
    assertThat(lines())
        .containsExactly(
            "10:15 SPEC-005 a placeholder is not closed (YAML takes ' #' for the start of a comment:"
                + " quote the whole value)");
  }

  @Test
  void reads_every_section_of_the_example() throws IOException {
    PipelineSpec spec = example();
    assertThat(spec.name().text()).isEqualTo("bottling");
    assertThat(spec.description()).startsWith("Plants, lines");
    assertThat(requireNonNull(spec.parameters().get("plant")).type())
        .isEqualTo(ParameterType.STRING);
    assertThat(requireNonNull(spec.parameters().get("plant")).defaultText()).hasToString("all");
    assertThat(requireNonNull(spec.connections().get("erp")).url().source())
        .isEqualTo("${env:ERP_URL}");
    assertThat(requireNonNull(spec.connections().get("erp")).timeZone())
        .isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(spec.target().limits()).isEqualTo(new Limits("azure", 0.8, Map.of()));
    assertThat(spec.target().models().text()).isEqualTo("../models/bottling");
    assertThat(requireNonNull(spec.state()).source()).isEqualTo("state/bottling");
    Source machines = requireNonNull(spec.sources().get("machines"));
    assertThat(machines.columns()).hasSize(9).last().hasToString("deleted");
    assertThat(machines.where()).hasToString("(:plant = 'all' OR plant = :plant)");
    assertThat(requireNonNull(machines.partition()).into()).isEqualTo(8);
    assertThat(requireNonNull(machines.watermark()).lag()).isEqualTo(Duration.ofMinutes(5));
    assertThat(machines.sensitive()).hasToString("[serial]");
    assertThat(requireNonNull(spec.sources().get("open_orders")).query())
        .asString()
        .startsWith("SELECT order_no")
        .endsWith("IS NULL\n");
    assertThat(spec.sync())
        .isEqualTo(
            new Sync(
                Sync.Mode.UPSERT,
                Sync.Compare.SNAPSHOT,
                Sync.Nulls.REMOVE,
                Duration.ofDays(1),
                new Sync.Guards(
                    new Limit(5.0, 20), null, new Limit(1.0, 0), Map.of("open_orders", 1L))));
  }

  @Test
  void reads_the_rules_of_the_example() throws IOException {
    PipelineSpec spec = example();
    TwinRule machine = spec.twins().get(0);
    assertThat(machine.creates()).isTrue();
    assertThat(machine.id().parts()).hasSize(2);
    assertThat(machine.properties())
        .extracting(each -> each.path().text())
        .containsExactly("name", "ratedPower", "state", "nameplate.serial");
    TwinRule load = spec.twins().get(1);
    assertThat(load.creates()).isFalse();
    assertThat(load.properties())
        .extracting(each -> ((Aggregate) each.feed()).function())
        .containsExactly(Function.COUNT, Function.SUM, Function.MIN, Function.MAP);
    RelationshipRule partOf = spec.relationships().get(0);
    assertThat(partOf.relationship()).hasToString("partOf");
    assertThat(partOf.exclusive()).isEqualTo(Exclusive.OWN);
    assertThat(requireNonNull(partOf.when()).isSingleExpression()).isTrue();
  }

  @Test
  void knows_where_an_expression_begins_in_every_style_of_yaml() {
    String text =
        HEAD
            + """
            sources: {}
            twins:
              - name: a
                from: s
                model: m
                id: é${a}
                properties:
                  single: 'it''s ${b}'
                  double: "\\u00e9\\"${c}"
                  literal: |
                    x
                      ${d}
                  folded: >-
                    x
                    ${e}
                  plain: x
                    ${f}
                  joined: "x \\
                    ${g}"
            """;
    PipelineSpec spec = requireNonNull(PipelineReader.read("f", text, issues));
    assertThat(issues.all()).isEmpty();
    TwinRule rule = spec.twins().get(0);
    List<String> lines = text.lines().toList();
    java.util.stream.Stream.concat(
            java.util.stream.Stream.of(rule.id()),
            rule.properties().stream().map(each -> ((Plain) each.feed()).value()))
        .flatMap(template -> template.parts().stream())
        .filter(Template.Expression.class::isInstance)
        .map(Template.Expression.class::cast)
        .forEach(
            each ->
                assertThat(lines.get(each.place().line() - 1).substring(each.place().column() - 1))
                    .as("at %s", each.place())
                    .startsWith(each.source() + "}"));
    assertThat(rule.properties()).hasSize(6);
  }

  @Test
  void reads_the_long_forms() {
    PipelineSpec spec =
        requireNonNull(
            PipelineReader.read(
                "f",
                """
                version: 1
                name: n
                parameters: {a: int, b: {default: ''}}
                connections: {c: {url: u}}
                target:
                  endpoint: e
                  models: m
                  limits: {patch: 1000/s, createDelete: 500/s}
                  pushModels: true
                sources:
                  s: {connection: c, table: t, key: id, watermark: changed}
                twins:
                  - name: a
                    from: s
                    model: m
                    id: '007'
                    when: "!deleted"
                    creates: false
                    moved: {from: "old-${id}"}
                    properties:
                      p: {value: "${x}", default: no, merge: {last: Order No}}
                      q: {value: "${x}", merge: {prefer: [a, b]}}
                      r: {value: "${x}", merge: max}
                      l: {list: "${x}", orderBy: at}
                      f: {first: "${x}", by: at}
                relationships:
                  - {name: r1, relationship: r, from: s, source: a, target: b, exclusive: all, key: [k]}
                sync: {compare: none, nulls: keep, guards: {maxDeletes: 5}}
                """,
                issues));
    assertThat(issues.all()).isEmpty();
    assertThat(requireNonNull(spec.parameters().get("a")).type()).isEqualTo(ParameterType.INT);
    assertThat(requireNonNull(spec.parameters().get("b")).defaultText()).hasToString("");
    assertThat(spec.target().pushModels()).isTrue();
    assertThat(spec.target().limits())
        .isEqualTo(new Limits("azure", 1, Map.of("patch", 1000.0, "createDelete", 500.0)));
    assertThat(requireNonNull(spec.sources().get("s")).watermark())
        .isEqualTo(
            new Source.Watermark(new Text("changed", new Place("f", 11, 52)), Duration.ZERO));
    TwinRule rule = spec.twins().get(0);
    assertThat(rule.id().source()).isEqualTo("007");
    assertThat(rule.creates()).isFalse();
    assertThat(requireNonNull(rule.moved()).source()).isEqualTo("old-${id}");
    PropertyRule p = rule.properties().get(0);
    assertThat(requireNonNull(p.defaultValue()).source()).isEqualTo("no");
    assertThat(requireNonNull(requireNonNull(p.merge()).by()).parts())
        .extracting(each -> ((Template.Expression) each).source())
        .containsExactly("row['Order No']");
    assertThat(rule.properties().get(1).merge())
        .isEqualTo(new Merge(Winner.PREFER, null, List.of("a", "b")));
    assertThat(rule.properties().get(2).merge()).isEqualTo(new Merge(Winner.MAX, null, List.of()));
    assertThat(((Aggregate) rule.properties().get(3).feed()).by()).isNotNull();
    assertThat(spec.relationships().get(0).name()).hasToString("r1");
    assertThat(spec.relationships().get(0).exclusive()).isEqualTo(Exclusive.ALL);
    assertThat(spec.sync().guards().maxDeletes()).isEqualTo(new Limit(null, 5));
  }

  private PipelineSpec example() throws IOException {
    try (InputStream in =
        requireNonNull(getClass().getResourceAsStream("/io/twinfeed/spec/bottling.yaml"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      PipelineSpec spec = PipelineReader.read("bottling.yaml", text, issues);
      assertThat(issues.all()).isEmpty();
      return requireNonNull(spec);
    }
  }

  private List<String> lines() {
    return issues.all().stream()
        .map(
            each -> {
              Place place = requireNonNull(each.place());
              String hint = each.hint().isEmpty() ? "" : " (" + each.hint() + ")";
              return place.line()
                  + ":"
                  + place.column()
                  + " "
                  + each.code()
                  + " "
                  + each.message()
                  + hint;
            })
        .toList();
  }
}
