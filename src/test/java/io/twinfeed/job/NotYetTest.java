package io.twinfeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.spec.Specs;
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
    assertThat(
            NotYet.warnings(
                Specs.spec(
                    RULES.formatted("")
                        + "sync: {compare: none, guards: {maxDeletes: 5}}\nstate: state/x\n")))
        .singleElement()
        .asString()
        .startsWith("compare: none is not available");
  }

  @Test
  void a_file_that_does_not_is_left_in_peace() {
    assertThat(NotYet.warnings(Specs.spec(RULES.formatted("")))).isEmpty();
  }
}
