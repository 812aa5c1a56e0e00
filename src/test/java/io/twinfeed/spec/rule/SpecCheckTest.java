package io.twinfeed.spec.rule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Specs;
import io.twinfeed.spec.yaml.PipelineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake at a time in a file that is otherwise sound. */
class SpecCheckTest {
  private static final Map<String, List<Column>> COLUMNS =
      Map.of(
          "machines",
          List.of(
              new Column("id", ColumnType.INT),
              new Column("code", ColumnType.STRING),
              new Column("line", ColumnType.STRING),
              new Column("rated", ColumnType.DECIMAL),
              new Column("active", ColumnType.BOOL),
              new Column("changed", ColumnType.TIMESTAMP)),
          "lines",
          List.of(new Column("code", ColumnType.STRING)),
          "orders",
          List.of(
              new Column("machine", ColumnType.STRING), new Column("hours", ColumnType.DECIMAL)));

  /**
   * @param found what is replaced, once, in the sound file
   * @param issue {@code line:column CODE message}
   */
  private record Mistake(String found, String by, String issue) {
    @Override
    public String toString() {
      return issue;
    }
  }

  static List<Mistake> mistakes() {
    return List.of(
        new Mistake(
            "connection: erp", "connection: epr", "8:17 SPEC-020 there is no connection epr"),
        new Mistake("from: lines", "from: line", "26:24 SPEC-021 there is no source line"),
        new Mistake(
            "key: [id]", "key: [nr]", "12:11 SPEC-022 the source machines has no column nr"),
        new Mistake("key: [id]", "key: [id, id]", "12:15 SPEC-022 the column id stands here twice"),
        new Mistake(
            "name: load",
            "name: line",
            "27:11 SPEC-023 the name line is taken by the rule in line 26"),
        new Mistake(
            "    key: [id]\n", "", "12:25 SPEC-024 the source machines has a watermark but no key"),
        new Mistake(
            "table: work_order, columns: [machine, hours]",
            "table: work_order, key: machine, watermark: hours, columns: [machine, hours]",
            "32:7 SPEC-025 sum needs all rows, but the watermark of orders lets only changed rows"
                + " through"),
        new Mistake(
            "where: plant = :plant",
            "where: plant = ':plant'",
            "3:14 SPEC-027 the parameter plant is not used"),
        new Mistake(
            "\"jdbc:h2:mem:erp\"", "\"jdbc:${x}\"", "4:26 SPEC-028 ${x} means nothing here"),
        new Mistake(
            "\"jdbc:h2:mem:erp\"",
            "\"${env:URL}\"",
            "4:26 SPEC-028 the environment variable URL is not set"),
        new Mistake(
            "\"jdbc:h2:mem:erp\"",
            "\"jdbc:sqlserver://h;PWD=x\"",
            "4:26 SPEC-029 the URL of the connection erp holds a password"),
        new Mistake(
            "\"jdbc:h2:mem:erp\"",
            "\"jdbc:oracle:thin:x//me:it@h\"",
            "4:26 SPEC-029 the URL of the connection erp holds a password"),
        new Mistake(
            "\"jdbc:h2:mem:erp\"",
            "\"jdbc:h2:mem:erp\", password: hunter2",
            "4:55 SPEC-029 the password of the connection erp stands in the file"),
        new Mistake(
            "sources:\n",
            "sources:\n  spare: {connection: erp, table: spare}\n",
            "7:3 SPEC-030 no rule reads the source spare"),
        new Mistake(
            "dtmi:com:example:Line;1",
            "dtmi:com:example:Lane;1",
            "26:38 SPEC-031 there is no model dtmi:com:example:Lane;1 in models"),
        new Mistake(
            "machine-${machine}",
            "machin-${machine}",
            "30:9 SPEC-032 the rule load creates no twins, and no other rule creates any with ids"
                + " like machin-${machine}"),
        new Mistake(
            "name: partOf",
            "name: feads",
            "34:12 SPEC-033 the model dtmi:com:example:Machine;1 has no relationship feads"),
        new Mistake(
            "line-${line}\"}",
            "machine-${line}\"}",
            "34:72 SPEC-034 the relationship partOf leads to twins of dtmi:com:example:Line;1, but"
                + " these are of dtmi:com:example:Machine;1"),
        new Mistake(
            "position.hall",
            "position.aisle",
            "25:7 SPEC-035 the object position has no field aisle"),
        new Mistake(
            "target: \"line-${line}\"}",
            "target: \"line-${line}\", properties: {since: x}}",
            "34:100 SPEC-035 the relationship partOf has no property since"),
        new Mistake(
            "name: ${code}\n",
            "name: ${code}\n      load: ${rated}\n",
            "24:13 SPEC-038 decimal can't become map, the schema of load"),
        new Mistake(
            "ratedPower: ${rated}\n",
            "installedOn: ${rated}\n",
            "24:20 SPEC-038 decimal can't become date, the schema of installedOn"),
        new Mistake(
            "ratedPower: ${rated}\n",
            "$metadata.name.sourceTime: ${code}\n",
            "24:34 SPEC-038 string can't become dateTime, the schema of $metadata.name.sourceTime"),
        new Mistake(
            "{sum: \"${hours}\"}",
            "{sum: \"${machine}\"}",
            "32:21 SPEC-038 a sum adds numbers, but this is string"),
        new Mistake(
            "total: {sum: \"${hours}\"}",
            "name: {max: \"${machine}\"}",
            "32:7 SPEC-037 the rule machine feeds name of these twins, too"),
        new Mistake(
            "id: machine-${code}",
            "id: machine-${code}${line}",
            "20:9 SPEC-039 two rows can get one id, since where one value ends and the next begins is"
                + " open"),
        new Mistake(
            "id: machine-${code}",
            "id: machine-{code}",
            "20:9 SPEC-043 the text of this id contains '{' (U+007B); allowed are letters and digits"
                + " of ASCII and . _ ~ : -"),
        new Mistake(
            "name: ${code}\n",
            "name: {value: \"${code}\", merge: {prefer: [loud]}}\n",
            "23:7 SPEC-040 the merge of name prefers loud, which is no rule"),
        new Mistake(
            "{name: partOf,",
            "{name: partOf, exclusive: all,",
            "34:12 SPEC-041 exclusive: all needs compare: live, to see the relationships of others"),
        new Mistake(
            "fullEvery: 1d",
            "mode: mirror",
            "13:25 SPEC-041 a row that vanishes is noticed in full reads only, and nothing asks for one"),
        new Mistake(
            "when: active",
            "when: code",
            "21:11 EXPR-008 a condition is true or false, but this is of the type string"),
        new Mistake(
            "id: machine-${code}",
            "id: machine-${twinId}",
            "20:19 EXPR-009 twinId is not known before the id is made: not in an id or a condition"),
        new Mistake(
            "when: active",
            "when: active && twinId != 'a'",
            "21:21 EXPR-009 twinId is not known before the id is made: not in an id or a condition"),
        new Mistake(
            "target: \"line-${line}\"",
            "target: \"line-${twinId}\"",
            "34:79 EXPR-009 twinId is not known before the id is made: not in an id or a condition"),
        new Mistake("name: ${code}\n", "name: ${cod}\n", "23:15 EXPR-002 there is no column cod"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void reports(Mistake mistake) throws IOException {
    String sound = sound();
    assertThat(sound).contains(mistake.found());
    int at = sound.indexOf(mistake.found());
    String text =
        sound.substring(0, at) + mistake.by() + sound.substring(at + mistake.found().length());
    assertThat(issues(text)).contains(mistake.issue());
  }

  @Test
  void says_how_a_time_of_the_database_becomes_one_of_dtdl() {
    ModelSet models =
        Specs.models(
            """
            [{"@id": "dtmi:com:example:Machine;1", "@type": "Interface",
              "@context": "dtmi:dtdl:context;3",
              "contents": [{"@type": "Property", "name": "start", "schema": "time"}]}]
            """);
    Issues issues = new Issues();
    String text =
        """
        version: 1
        name: times
        connections: {erp: {url: "jdbc:h2:mem:erp"}}
        target: {endpoint: "http://127.0.0.1:8099", models: models}
        sources: {shifts: {connection: erp, table: shift}}
        twins:
          - name: machine
            from: shifts
            model: dtmi:com:example:Machine;1
            id: machine-${code}
            properties: {start: "${starts}"}
        """;
    Map<String, List<Column>> columns =
        Map.of(
            "shifts",
            List.of(new Column("code", ColumnType.STRING), new Column("starts", ColumnType.TIME)));

    SpecCheck.check(
        requireNonNull(PipelineReader.read("f", text, issues)),
        models,
        columns,
        Models::noEnvironment,
        issues);
    assertThat(issues.all())
        .extracting("code", "hint")
        .containsExactly(
            tuple("SPEC-038", "it has no offset: append one, ${starts}Z for a time in UTC"));

    Issues none = new Issues();
    SpecCheck.check(
        requireNonNull(PipelineReader.read("f", text.replace("${starts}", "${starts}Z"), none)),
        models,
        columns,
        Models::noEnvironment,
        none);
    assertThat(none.all()).isEmpty();
  }

  @Test
  void has_nothing_to_say_of_a_sound_file() throws IOException {
    assertThat(issues(sound())).isEmpty();
  }

  @Test
  void reports_a_part_of_what_is_fed_as_a_whole() throws IOException {
    String text = sound().replace("name: ${code}\n", "position: ${code}\n");
    assertThat(issues(text))
        .contains(
            "25:7 SPEC-036 position.hall is a part of position, which the rule feeds as a whole");
  }

  @Test
  void is_silent_about_models_that_could_not_be_read() throws IOException {
    Issues issues = new Issues();
    PipelineSpec spec =
        requireNonNull(
            PipelineReader.read(
                "f", sound().replace("Machine;1", "Machin;1").replace("name:", "nam:"), issues));
    Issues found = new Issues();
    SpecCheck.check(spec, null, Map.of(), Models::noEnvironment, found);
    assertThat(found.all()).extracting("code").doesNotContain("SPEC-031", "SPEC-033", "SPEC-035");
  }

  @Test
  void has_a_failing_case_for_every_rule_and_no_code_twice() {
    List<String> codes = SpecCheck.RULES.stream().map(SpecRule::code).toList();
    assertThat(codes).doesNotHaveDuplicates();
    Set<String> failing = new TreeSet<>(Set.of("SPEC-036", "SPEC-042"));
    mistakes()
        .forEach(each -> failing.add(each.issue().replaceAll("^\\S+ (EXPR|SPEC-\\d+).*", "$1")));
    assertThat(failing).containsAll(codes);
  }

  private static List<String> issues(String text) {
    Issues issues = new Issues();
    PipelineSpec spec = requireNonNull(PipelineReader.read("f", text, issues));
    assertThat(issues.all()).isEmpty();
    SpecCheck.check(spec, Models.ALL, COLUMNS, Models::noEnvironment, issues);
    return issues.all().stream()
        .map(
            each -> {
              Place place = requireNonNull(each.place());
              return place.line() + ":" + place.column() + " " + each.code() + " " + each.message();
            })
        .toList();
  }

  private static String sound() throws IOException {
    try (InputStream in =
        requireNonNull(SpecCheckTest.class.getResourceAsStream("/io/twinfeed/spec/sound.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
