package io.twinfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.cli.ProgressFigures.Rate;
import io.twinfeed.cli.ProgressFigures.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTextTest {
  private static final Rate UNLIMITED = new Rate(1234.4, Double.POSITIVE_INFINITY, false);

  @Test
  void before_the_pipeline_there_is_nothing_to_count() {
    assertThat(ProgressText.of(figures(Stage.STARTING, 0, 0, 0, null, null)))
        .isEqualTo("starting  5 s");
  }

  @ParameterizedTest
  @CsvSource({"0,0 rows", "1,1 row", "12345678,'12,345,678 rows'"})
  void rows_that_are_read(long rows, String words) {
    var figures =
        new ProgressFigures(Stage.READING, Duration.ofSeconds(5), rows, 0, 0, 0, 0, null, null);

    assertThat(ProgressText.of(figures)).isEqualTo("reading  " + words + "  5 s");
  }

  @Test
  void what_is_planned_of_how_many_twins() {
    var figures =
        new ProgressFigures(
            Stage.PLANNING,
            Duration.ofSeconds(75),
            2_000_000,
            10_000,
            1,
            0,
            0,
            new Rate(980, 1000, false),
            null);

    assertThat(ProgressText.of(figures))
        .isEqualTo(
            "planning  1 change  10,000 twins compared  980/s of 1,000/s allowed  2,000,000 rows"
                + "  1 min 15 s");
  }

  @Test
  void a_plan_that_is_carried_out_reads_no_row_and_counts_no_twin() {
    assertThat(ProgressText.of(figures(Stage.PLANNING, 12, 0, 0, null, null)))
        .isEqualTo("planning  12 changes  5 s");
  }

  @Test
  void writing_without_a_limit() {
    assertThat(
            ProgressText.of(
                figures(Stage.WRITING, 3_000_000, 999_999, 0, UNLIMITED, Duration.ofMinutes(26))))
        .isEqualTo("writing  999,999 of 3,000,000 changes (33 %)  1,234/s  26 min 0 s left  5 s");
  }

  @Test
  void writing_at_the_limit_with_some_refused() {
    assertThat(
            ProgressText.of(
                figures(
                    Stage.WRITING, 200, 199, 3, new Rate(9.95, 10, false), Duration.ofMillis(10))))
        .isEqualTo(
            "writing  199 of 200 changes (99 %)  10/s of 10/s allowed  1 s left  3 refused  5 s");
  }

  @Test
  void a_slow_rate_has_a_fraction() {
    assertThat(ProgressText.of(figures(Stage.WRITING, 10, 1, 0, new Rate(0.25, 2.5, false), null)))
        .isEqualTo("writing  1 of 10 changes (10 %)  0.3/s of 2.5/s allowed  5 s");
  }

  @Test
  void writing_to_a_service_that_throttles() {
    assertThat(
            ProgressText.of(figures(Stage.WRITING, 1000, 10, 0, new Rate(250, 250.4, true), null)))
        .isEqualTo("writing  10 of 1,000 changes (1 %)  250/s of 250/s (throttled)  5 s");
  }

  @Test
  void hours_are_left() {
    assertThat(
            ProgressText.of(
                figures(Stage.WRITING, 9, 1, 0, null, Duration.ofSeconds(3600 * 1234 + 59 * 60))))
        .contains("  1,234 h 59 min left");
  }

  @Test
  void nothing_to_write() {
    assertThat(ProgressText.of(figures(Stage.FINISHING, 0, 0, 0, null, null)))
        .isEqualTo("finishing  nothing to write  5 s");
  }

  @Test
  void everything_was_written() {
    assertThat(ProgressText.of(figures(Stage.FINISHING, 4, 4, 1, null, null)))
        .isEqualTo("finishing  4 changes done  1 refused  5 s");
  }

  @Test
  void a_run_that_is_cancelled() {
    assertThat(ProgressText.of(figures(Stage.CANCELLING, 0, 0, 0, null, null)))
        .isEqualTo("cancelling  nothing was written  5 s");
    assertThat(ProgressText.of(figures(Stage.CANCELLING, 5000, 1200, 0, null, null)))
        .isEqualTo("cancelling  1,200 of 5,000 changes done  5 s");
  }

  @Test
  void a_narrow_terminal_shows_what_matters_most() {
    ProgressFigures figures =
        figures(Stage.WRITING, 200, 100, 0, UNLIMITED, Duration.ofSeconds(30));
    String all = ProgressText.of(figures);

    assertThat(ProgressText.of(figures, all.length())).isEqualTo(all);
    assertThat(ProgressText.of(figures, all.length() - 1))
        .isEqualTo("writing  100 of 200 changes (50 %)  1,234/s  30 s left");
    assertThat(ProgressText.of(figures, 40)).isEqualTo("writing  100 of 200 changes (50 %)");
    assertThat(ProgressText.of(figures, 10)).isEqualTo("writing");
    assertThat(ProgressText.of(figures, 3)).isEmpty();
  }

  private static ProgressFigures figures(
      Stage stage,
      long planned,
      long settled,
      long refused,
      @Nullable Rate rate,
      @Nullable Duration left) {
    return new ProgressFigures(
        stage, Duration.ofSeconds(5), 0, 0, planned, settled, refused, rate, left);
  }
}
