package io.twinfeed.spec.rule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.yaml.PipelineReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of one source that rows of another look up by key. */
class LookupsFindRowsTest {
  private static final String SOUND =
      """
      version: 1
      name: lookups
      connections: {erp: {url: "jdbc:h2:mem:erp"}}
      target: {endpoint: "http://127.0.0.1:8099", models: models}
      sources:
        machines:
          connection: erp
          table: machine
          columns: [code, unit_code, rated]
          lookups:
            unit: {from: units, by: [unit_code]}
        units: {connection: erp, table: unit, columns: [code, factor], key: [code]}
      twins:
        - name: machine
          from: machines
          model: dtmi:com:example:Machine;1
          id: machine-${code}
          properties:
            ratedPower: ${rated * unit.factor}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "from: units → from: unit → 11:20 SPEC-042 the lookup unit: there is no source unit",
        "unit: {from → rated: {from → 11:7 SPEC-042 the source machines has a column rated, too",
        "unit: {from → row: {from → 11:7 SPEC-042 'row' can't be the name of a lookup",
        "unit: {from → math: {from → 11:7 SPEC-042 'math' can't be the name of a lookup",
        "', key: [code]' → '' → 11:20 SPEC-042 the lookup unit: the source units names no key",
        "by: [unit_code] → 'by: [unit_code, code]' → 11:32 SPEC-042 the lookup unit gives 2 columns for the key of units, which has 1",
        "by: [unit_code] → by: [rated] → 11:32 SPEC-042 rated is a number and code of units is of the type string: they never meet",
        "by: [unit_code] → by: [unit] → 11:32 SPEC-022 the source machines has no column unit",
        "key: [code]} → 'key: [code], watermark: code}' → 11:7 SPEC-042 the lookup unit of machines needs all rows, but the watermark of units lets only changed rows through",
        "unit.factor → unit.fctor → 19:29 EXPR-002 there is no column unit.fctor",
        "rated * unit.factor → unit → 19:21 EXPR-002 unit is a row of another source",
      })
  void reports(String found, String by, String issue) {
    assertThat(SOUND).contains(found);
    assertThat(issues(SOUND.replace(found, by), columns())).contains(issue);
  }

  @Test
  void has_nothing_to_say_of_one_that_fits() {
    assertThat(issues(SOUND, columns())).isEmpty();
    assertThat(issues(SOUND, Map.of())).isEmpty();
  }

  @Test
  void takes_any_column_of_a_source_whose_columns_are_not_known_yet() {
    String open = SOUND.replace(", columns: [code, factor]", "");
    assertThat(issues(open, Map.of())).isEmpty();
    assertThat(issues(open.replace("unit.factor", "unti.factor"), Map.of()))
        .containsExactly("19:29 EXPR-002 there is no column unti");
  }

  private static Map<String, List<Column>> columns() {
    Column factor = new Column("factor", ColumnType.DECIMAL);
    Column code = new Column("code", ColumnType.STRING);
    return Map.of(
        "machines",
        List.of(
            code,
            new Column("unit_code", ColumnType.STRING),
            new Column("rated", ColumnType.INT),
            new Column("unit.code", ColumnType.STRING),
            new Column("unit.factor", ColumnType.DECIMAL)),
        "units",
        List.of(code, factor));
  }

  private static List<String> issues(String text, Map<String, List<Column>> columns) {
    Issues issues = new Issues();
    PipelineSpec spec = requireNonNull(PipelineReader.read("f", text, issues));
    assertThat(issues.all()).isEmpty();
    SpecCheck.check(spec, Models.ALL, columns, Models::noEnvironment, issues);
    return issues.all().stream()
        .map(
            each -> {
              Place place = requireNonNull(each.place());
              return place.line() + ":" + place.column() + " " + each.code() + " " + each.message();
            })
        .toList();
  }
}
