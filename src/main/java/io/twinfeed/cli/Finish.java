package io.twinfeed.cli;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.job.Run;
import io.twinfeed.report.Summary;
import java.io.IOException;
import java.util.function.Consumer;
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

  /**
   * Tells a person. If all went well, that is nothing to those who want to hear of nothing else.
   */
  static void tell(Terminal terminal, Run.Finished finished) {
    Summary summary = finished.summary();
    boolean wentWell =
        finished.failure() == null && summary.rejects().isEmpty() && summary.warnings().isEmpty();
    Consumer<String> note = wentWell ? terminal::say : terminal::note;
    note.accept(
        "%s  %s  %s on %s"
            .formatted(
                terminal.bold(summary.pipeline()),
                summary.runId(),
                summary.status(),
                summary.runner()));
    if (finished.failure() != null) {
      tellFailure(terminal, finished.failure(), summary);
    } else {
      terminal.say("");
      terminal.say(CountsTable.of(summary));
      tellRejects(note, finished);
      summary.warnings().forEach(warning -> note.accept("  warning: " + warning));
    }
    note.accept("  run directory: " + finished.directory());
  }

  private static void tellFailure(Terminal terminal, TwinfeedException failure, Summary summary) {
    boolean cancelled = failure.kind() == TwinfeedException.Kind.CANCELLED;
    boolean hasWritten = hasWritten(summary);
    if (cancelled) {
      terminal.note(
          "  %s%s"
              .formatted(
                  failure.getMessage(),
                  hasWritten ? "; the next run goes on from there" : ": nothing was written"));
    } else {
      Cli.tell(terminal, failure);
    }
    if (hasWritten) {
      terminal.say("");
      terminal.say(CountsTable.of(summary));
    }
  }

  private static void tellRejects(Consumer<String> note, Run.Finished finished) {
    Summary summary = finished.summary();
    if (summary.rejects().isEmpty()) {
      return;
    }
    long all = summary.rejects().values().stream().mapToLong(Long::longValue).sum();
    note.accept("  " + all + (all == 1 ? " reject:" : " rejects:"));
    summary.rejects().forEach((code, count) -> note.accept("    %-20s %,d".formatted(code, count)));
    note.accept("  each with its reason in " + finished.directory().resolve("rejects.jsonl"));
  }
}
