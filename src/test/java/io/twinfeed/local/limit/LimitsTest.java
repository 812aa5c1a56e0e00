package io.twinfeed.local.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.issue.TwinfeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
  @TempDir Path folder;

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Limits.of("no-such-file.yaml"))
        .isInstanceOf(TwinfeedException.class)
        .hasMessage("can't read no-such-file.yaml");
  }

  @Test
  void an_unknown_member_is_refused_with_those_that_are_known() throws IOException {
    assertThatThrownBy(() -> read("perTwins: 10"))
        .isInstanceOfSatisfying(
            TwinfeedException.class,
            e -> {
              assertThat(e).hasMessageEndingWith("limits.yaml: it has no member perTwins");
              assertThat(e.hint()).contains("perTwin, perTwinBurst");
            });
  }

  @Test
  void a_limit_is_a_number_above_zero() {
    assertThatThrownBy(() -> read("queries: 0"))
        .hasMessageEndingWith("limits.yaml: queries must be a number above 0 (is 0.0)");
    assertThatThrownBy(() -> read("queries: [1]")).hasMessageContaining("limits.yaml: queries");
    assertThatThrownBy(() -> read("twins: 1.5")).hasMessageContaining("limits.yaml: twins");
    assertThatThrownBy(() -> read("queries: 'a'")).hasMessageContaining("limits.yaml: queries");
    assertThatThrownBy(() -> read("perTwinBurst: 5"))
        .hasMessageContaining("beside a limit perTwin");
  }

  @Test
  void what_is_no_yaml_is_refused() {
    assertThatThrownBy(() -> read("queries: {")).hasMessageContaining("limits.yaml: ");
    assertThatThrownBy(() -> read("")).hasMessageEndingWith("limits.yaml: it is empty");
    assertThatThrownBy(() -> read("- 1")).hasMessageContaining("limits.yaml: ");
  }

  @Test
  void a_file_limits_what_it_names() throws IOException {
    Limits limits = read("perTwin: 2.5\nqueries: 7\ntwins: 3\n");
    assertThat(limits.perTwin()).isEqualTo(2.5);
    assertThat(limits.queries()).isEqualTo(7);
    assertThat(limits.twins()).isEqualTo(3);
    assertThat(limits.jobs()).isNull();
    assertThat(read("{\"jobs\": 1}").jobs()).isEqualTo(1);
  }

  @Test
  void profiles_are_found_by_name() {
    assertThat(Limits.of("Azure")).isEqualTo(Limits.AZURE);
    assertThat(Limits.of("none")).isEqualTo(Limits.NONE);
  }

  private Limits read(String text) throws IOException {
    Path file = folder.resolve("limits.yaml");
    Files.writeString(file, text);
    return Limits.of(file.toString());
  }
}
