package io.twinfeed.cli;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.job.Run;
import io.twinfeed.report.Summary;
import java.io.IOException;
import java.util.stream.Stream;

/** Says what a run has come to. */
final class Finish {
  private Finish() {}

  /**
   * Says it, and gives the exit code.
   *
   * @param json whether the summary goes to standard output
   */
  static int of(Terminal terminal, Run.Finished finished, boolean json) throws IOException {
    tell(terminal, finished);
    if (json) {
      terminal.out().println(finished.summary().toJson());
    }
    return finished.summary().exitCode();
  }

  private static boolean hasWritten(Summary summary) {
    return Stream.of("twins.", "relationships.")
        .flatMap(kind -> Stream.of("created", "updated", "deleted").map(kind::concat))
        .anyMatch(count -> summary.tally().of(count) > 0);
  }

  static void tell(Terminal terminal, Run.Finished finished) {
    Summary summary = finished.summary();
    terminal.say(
        "%s  %s  %s on %s"
            .formatted(
                terminal.bold(summary.pipeline()),
                summary.runId(),
                summary.status(),
                summary.runner()));
    if (finished.failure() != null) {
      boolean cancelled = finished.failure().kind() == TwinfeedException.Kind.CANCELLED;
      if (cancelled) {
        terminal.say("  " + finished.failure().getMessage() + "; the next run goes on from there");
      } else {
        Cli.tell(terminal, finished.failure());
      }
      if (cancelled || hasWritten(summary)) {
        terminal.say("");
        terminal.say(CountsTable.of(summary));
      }
      terminal.say("  run directory: " + finished.directory());
      return;
    }
    terminal.say("");
    terminal.say(CountsTable.of(summary));
    if (!summary.rejects().isEmpty()) {
      long all = summary.rejects().values().stream().mapToLong(Long::longValue).sum();
      terminal.say("  " + all + (all == 1 ? " reject:" : " rejects:"));
      summary
          .rejects()
          .forEach((code, count) -> terminal.say("    %-20s %,d".formatted(code, count)));
      terminal.say("  each with its reason in " + finished.directory().resolve("rejects.jsonl"));
    }
    summary.warnings().forEach(warning -> terminal.say("  warning: " + warning));
    terminal.say("  run directory: " + finished.directory());
  }
}
