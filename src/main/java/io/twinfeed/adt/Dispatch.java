package io.twinfeed.adt;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import io.twinfeed.pace.Cost;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Schedule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends writes in the order of a schedule and hands out what became of them, on the thread that
 * calls: answers arrive on the client's threads and wait for it in a queue. A window of requests,
 * and no thread for each. Not for several threads.
 *
 * @param <T> what is to be written
 * @param <R> what becomes of it
 */
public final class Dispatch<T, R> {
  // So many changes may wait for their hubs before those behind them are not even looked at: some
  // tens of megabytes
  private static final int LOOK_AHEAD = 50_000;
  // One in flight may begin to wait, and leave its place, without anything coming back
  private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  // How long the answers are waited for of what is under way when it has to end
  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Schedule<T> schedule;
  private final Function<T, CompletableFuture<R>> send;
  private final IntSupplier waiting;
  private final BiConsumer<T, R> settled;
  private final LinkedBlockingQueue<Finished<T, R>> finished = new LinkedBlockingQueue<>();
  private int begun;
  private long pacedNanos;
  private long stalledNanos;

  /**
   * @param cost what a change's first request takes
   * @param waiting how many of those that have begun are waiting for another attempt
   * @param settled takes what became of each, in any order
   */
  public Dispatch(
      Pace pace,
      Function<T, Cost> cost,
      Function<T, CompletableFuture<R>> send,
      IntSupplier waiting,
      BiConsumer<T, R> settled) {
    this.schedule = new Schedule<>(pace, cost);
    this.send = send;
    this.waiting = waiting;
    this.settled = settled;
  }

  private record Finished<T, R>(T change, @Nullable R outcome, @Nullable Throwable defect) {}

  /**
   * Takes changes, and begins what may begin. Comes back while many of them are still to do, so
   * that more can be added: a hub's last relationships do not hold up what comes after them.
   *
   * @throws TwinfeedException if no change will fare better
   */
  public void add(Iterable<T> changes) {
    for (T change : changes) {
      while (schedule.size() >= LOOK_AHEAD) {
        step(Long.MAX_VALUE);
      }
      schedule.add(change);
    }
    while (step(0)) {
      // Until nothing can begin
    }
  }

  /** Takes one more, and begins nothing: for those who are being told what became of another. */
  public void addLater(T change) {
    schedule.add(change);
  }

  /** Does what is left. */
  public void finish() {
    while (schedule.size() > 0 || begun > 0) {
      step(Long.MAX_VALUE);
    }
  }

  /** How long there was nothing to do but to wait for a budget, since the last call, in ms. */
  public long takePacedMillis() {
    long millis = pacedNanos / 1_000_000;
    pacedNanos -= millis * 1_000_000;
    return millis;
  }

  /**
   * How long all that had begun was waiting for another attempt, since the last call, in ms;
   * without the time for a budget.
   */
  public long takeStalledMillis() {
    long millis = stalledNanos / 1_000_000;
    stalledNanos -= millis * 1_000_000;
    return millis;
  }

  // Begins one, or waits until one can begin or something has come back, but no longer than so many
  // nanoseconds. False if nothing has begun.
  private boolean step(long longest) {
    Schedule.Next<T> next = schedule.next(Math.max(0, begun - waiting.getAsInt()));
    if (next instanceof Schedule.Next.Begin<T> begin) {
      begin(begin.item());
      return true;
    }
    boolean budget = next instanceof Schedule.Next.Pause<T>;
    long nanos = next instanceof Schedule.Next.Pause<T> pause ? pause.nanos() : RECHECK_NANOS;
    Finished<T, R> one = finished.poll();
    if (one == null && longest > 0) {
      boolean stalled = !budget && begun > 0 && waiting.getAsInt() >= begun;
      long before = System.nanoTime();
      one = await(Math.min(nanos, longest));
      long waited = System.nanoTime() - before;
      pacedNanos += budget ? waited : 0;
      stalledNanos += stalled ? waited : 0;
    }
    while (one != null) {
      collect(one);
      one = finished.poll();
    }
    return false;
  }

  private void begin(T change) {
    begun++;
    var unused =
        send.apply(change)
            .whenComplete(
                (outcome, defect) -> finished.add(new Finished<>(change, outcome, defect)));
  }

  private void collect(Finished<T, R> one) {
    begun--;
    if (one.defect() != null) {
      letLastOnesEnd();
      throw unwrapped(one.defect());
    }
    if (one.outcome() != null) {
      settled.accept(one.change(), one.outcome());
    }
  }

  // Whoever ends here closes the connections: what comes back before is known to be done
  private void letLastOnesEnd() {
    long begin = System.nanoTime();
    while (begun - waiting.getAsInt() > 0 && System.nanoTime() - begin < LAST_NANOS) {
      begun -= await(RECHECK_NANOS) == null ? 0 : 1;
    }
  }

  private @Nullable Finished<T, R> await(long nanos) {
    try {
      return finished.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TwinfeedException(Kind.CANCELLED, "the run was cancelled", "", e);
    }
  }

  private static RuntimeException unwrapped(Throwable defect) {
    Throwable cause =
        defect instanceof CompletionException && defect.getCause() != null
            ? defect.getCause()
            : defect;
    return cause instanceof RuntimeException runtime ? runtime : new CompletionException(cause);
  }
}
