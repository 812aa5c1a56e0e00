package io.twinfeed.cli;

import io.twinfeed.job.Glimpse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows how far a run is: on a terminal as one line that is drawn again and again, and is gone at
 * the end; elsewhere as a line every ten seconds. Safe for several threads.
 */
final class ProgressDisplay implements AutoCloseable {
  private static final String ERASE = "\r\u001B[K";
  private static final long NEXT_LINE = Duration.ofSeconds(10).toNanos();

  private final Terminal terminal;
  private final Supplier<Glimpse> run;
  private final BooleanSupplier cancelling;
  private final LongSupplier nanos;
  private final ProgressWindow window;
  private long said;
  private boolean drawn;
  private boolean ended;

  /**
   * @param run gives what can be seen of it now
   * @param nanos a steady clock
   */
  ProgressDisplay(
      Terminal terminal, Supplier<Glimpse> run, BooleanSupplier cancelling, LongSupplier nanos) {
    this.terminal = terminal;
    this.run = run;
    this.cancelling = cancelling;
    this.nanos = nanos;
    this.said = nanos.getAsLong();
    this.window = new ProgressWindow(said);
  }

  /** Looks how far it is now; to be called several times in ten seconds. */
  synchronized void tick() {
    if (ended) {
      return;
    }
    long now = nanos.getAsLong();
    ProgressFigures figures = window.figures(run.get(), cancelling.getAsBoolean(), now);
    if (terminal.redraws()) {
      // The last column stays free: a line that fills it takes some terminals to the next one
      terminal.err().print(ERASE + ProgressText.of(figures, terminal.columns() - 1));
      terminal.err().flush();
      drawn = true;
    } else if (now - said >= NEXT_LINE) {
      said = now;
      terminal.say("  " + ProgressText.of(figures));
    }
  }

  /** Says something else in between. */
  synchronized void say(String text) {
    erase();
    terminal.say(text);
  }

  @Override
  public synchronized void close() {
    erase();
    ended = true;
  }

  private void erase() {
    if (drawn) {
      terminal.err().print(ERASE);
      terminal.err().flush();
      drawn = false;
    }
  }
}
