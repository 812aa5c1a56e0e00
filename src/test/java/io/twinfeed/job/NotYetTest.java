package io.twinfeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Specs;
import io.twinfeed.spec.yaml.PipelineReader;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NotYetTest {
  private static final String RULES =
      """
      sources:
        machines: {connection: erp, table: m, columns: [code, name, changed], key: [code]%s}
      twins:
        - {name: machine, from: machines, model: "dtmi:com:example:Machine;1", id: "machine-${code}", properties: {name: "${name}"}}
      """;

  @Test
  void a_file_that_asks_for_what_is_not_there_is_told_so() {
    PipelineSpec limited =
        Objects.requireNonNull(
            PipelineReader.read(
                "test.yaml",
                """
                version: 1
                name: test
                connections: {erp: {url: "jdbc:h2:mem:none"}}
                target: {endpoint: "http://127.0.0.1:1", models: models, limits: {share: 80%}}
                """
                    + RULES.formatted(""),
                new Issues()));

    assertThat(NotYet.warnings(limited))
        .singleElement()
        .asString()
        .startsWith("limits: are not enforced in this version");
  }

  @Test
  void every_way_to_compare_is_there() {
    for (String compare : List.of("snapshot", "live", "none")) {
      String sync = "sync: {compare: " + compare + "}\n";
      assertThat(NotYet.warnings(Specs.spec(RULES.formatted("") + sync))).isEmpty();
    }
  }

  @Test
  void a_file_that_does_not_is_left_in_peace() {
    assertThat(NotYet.warnings(Specs.spec(RULES.formatted("")))).isEmpty();
  }
}
