package io.twinfeed.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.issue.TwinfeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {
  @TempDir Path folder;

  @Test
  void a_fault_that_does_nothing_or_too_much_is_refused() {
    assertThatThrownBy(() -> Fault.parse("- path: '/models'"))
        .isInstanceOf(TwinfeedException.class)
        .hasMessage("faults: [0] a fault needs a status, a cut or a latencyMillis");
    assertThatThrownBy(() -> Fault.parse("- {status: 503, cut: after}"))
        .hasMessage("faults: [0] a fault has a status or a cut, not both");
    assertThatThrownBy(() -> Fault.parse("- {cut: after, retryAfter: 1}"))
        .hasMessage("faults: [0] retryAfter and body go with a status only");
  }

  @Test
  void figures_out_of_range_are_refused() {
    assertThatThrownBy(() -> Fault.parse("- {status: 42}"))
        .hasMessage("faults: [0] status must be between 200 and 599 (is 42)");
    assertThatThrownBy(() -> Fault.parse("[{cut: after}, {cut: after, rate: 1.5}]"))
        .hasMessage("faults: [1] rate must be above 0 and up to 1 (is 1.5)");
    assertThatThrownBy(() -> Fault.parse("- {cut: after, count: 0}"))
        .hasMessageContaining("count must be between 1");
  }

  @Test
  void unknown_members_and_words_are_refused() {
    assertThatThrownBy(() -> Fault.parse("- {status: 503, rat: 1}"))
        .isInstanceOfSatisfying(
            TwinfeedException.class,
            e -> {
              assertThat(e).hasMessage("faults: it has no member [0] rat");
              assertThat(e.hint()).startsWith("known are: body, count, cut");
            });
    assertThatThrownBy(() -> Fault.parse("- {cut: sometimes}"))
        .hasMessageContaining("[0] cut: ")
        .hasMessageContaining("sometimes");
    assertThatThrownBy(() -> Fault.parse("status: 503")).hasMessageStartingWith("faults: ");
  }

  @Test
  void a_file_holds_a_list_of_faults() throws IOException {
    Path file = folder.resolve("faults.yaml");
    Files.writeString(
        file,
        """
        - method: PATCH
          path: /digitaltwins/**
          status: 503
          retryAfter: 2
          rate: 0.1
          seed: 7
        - cut: body
          count: 1
        """);
    assertThat(Fault.read(file))
        .containsExactly(
            new Fault("PATCH", "/digitaltwins/**", 503, 2, null, null, null, 0.1, 7L, null),
            new Fault(null, null, null, null, null, null, Fault.Cut.BODY, null, null, 1));
  }

  @Test
  void paths_are_met_by_segment_or_to_the_end() {
    assertThat(hits("/digitaltwins/*", "/digitaltwins/a")).isTrue();
    assertThat(hits("/digitaltwins/*", "/digitaltwins/a/relationships/r")).isFalse();
    assertThat(hits("/digitaltwins/**", "/digitaltwins/a/relationships/r")).isTrue();
    assertThat(hits("/digitaltwins/*/relationships/x*", "/digitaltwins/a/relationships/xy"))
        .isTrue();
    assertThat(hits("/a.c", "/abc")).isFalse();
    assertThat(hits("**", "/anything/at/all")).isTrue();
  }

  @Test
  void a_count_ends_a_fault_and_the_next_one_takes_over() {
    Faults faults =
        new Faults(Fault.parse("[{status: 500, count: 2, method: put}, {status: 503}]"));
    assertThat(status(faults, "PUT")).isEqualTo(500);
    assertThat(status(faults, "GET")).isEqualTo(503);
    assertThat(status(faults, "PUT")).isEqualTo(500);
    assertThat(status(faults, "PUT")).isEqualTo(503);
    faults.set(List.of());
    assertThat(faults.hitting("PUT", "/a")).isNull();
  }

  @Test
  void a_rate_hits_its_share_and_the_same_requests_for_the_same_seed() {
    List<Integer> first = hit("[{status: 500, rate: 0.25, seed: 11}]");
    assertThat(first).hasSizeBetween(200, 300);
    assertThat(hit("[{status: 500, rate: 0.25, seed: 11}]")).isEqualTo(first);
    assertThat(hit("[{status: 500, rate: 0.25, seed: 12}]")).isNotEqualTo(first);
  }

  private static boolean hits(String pattern, String path) {
    return new Faults(Fault.parse("[{status: 500, path: '" + pattern + "'}]")).hitting("GET", path)
        != null;
  }

  private static int status(Faults faults, String method) {
    Fault fault = faults.hitting(method, "/a");
    return fault == null || fault.status() == null ? 0 : fault.status();
  }

  private static List<Integer> hit(String text) {
    Faults faults = new Faults(Fault.parse(text));
    return IntStream.range(0, 1000)
        .filter(i -> faults.hitting("GET", "/a") != null)
        .boxed()
        .toList();
  }
}
