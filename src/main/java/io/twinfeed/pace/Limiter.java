package io.twinfeed.pace;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of one service: one for each operation, one for each twin that is being written to.
 * It answers how long to wait, and never waits itself. Safe for several threads.
 */
public final class Limiter {
  private static final int TWINS_BEFORE_SWEEP = 10_000;
  // For twins that the service throttles though nothing was said of a limit (adt-service.md §2.2)
  private static final double DOCUMENTED_PER_TWIN = 10;

  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<Operation, Budget> operations = new EnumMap<>(Operation.class);
  private final Map<String, Budget> twins = new HashMap<>();
  private final Map<Operation, Long> taken = new EnumMap<>(Operation.class);
  private int sweepAt = TWINS_BEFORE_SWEEP;

  /**
   * @param nanos a steady clock
   */
  Limiter(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    for (Operation each : Operation.values()) {
      Double rate = limits.perSecond().get(each);
      operations.put(each, new Budget(rate == null ? Double.POSITIVE_INFINITY : rate));
    }
  }

  /** Takes one from the budgets of the twins that a request concerns. */
  public synchronized Wait takeTwins(Collection<String> ids) {
    long now = nanos.getAsLong();
    Wait wait = Wait.NONE;
    for (String id : ids) {
      Budget budget = twin(id, now);
      wait = budget == null ? wait : wait.longer(budget.take(now));
    }
    return wait;
  }

  /**
   * How an operation's budget is used.
   *
   * @param taken how many requests have gone
   * @param perSecond how many may go at present; infinite for no limit
   * @param slowed whether that is less than our own limit, because the service throttles
   */
  public record Use(long taken, double perSecond, boolean slowed) {}

  /** How the budgets are used now of which something was taken. */
  public synchronized Map<Operation, Use> use() {
    Map<Operation, Use> use = new EnumMap<>(Operation.class);
    taken.forEach(
        (operation, count) -> {
          double now = budget(operation).rate(nanos.getAsLong());
          Double ours = limits.perSecond().get(operation);
          boolean slowed = now < (ours == null ? Double.POSITIVE_INFINITY : ours);
          use.put(operation, new Use(count, now, slowed));
        });
    return use;
  }

  /** Takes one from the budget of an operation. */
  public synchronized Wait take(Operation operation) {
    taken.merge(operation, 1L, Long::sum);
    return budget(operation).take(nanos.getAsLong());
  }

  /** How long until a request of this kind may go; nothing is taken. */
  synchronized Wait ask(Operation operation) {
    return budget(operation).ask(nanos.getAsLong());
  }

  /** How long until a twin may be written to; nothing is taken. */
  synchronized Wait askTwin(String id) {
    Budget budget = twins.get(id);
    return budget == null ? Wait.NONE : budget.ask(nanos.getAsLong());
  }

  /** Requests per second at present; infinite for no limit. */
  synchronized double rate(Operation operation) {
    return budget(operation).rate(nanos.getAsLong());
  }

  /**
   * The service has throttled an operation.
   *
   * @param sent when the request went
   * @param pauseNanos how long the service wants none of its kind; 0 if it does not say
   */
  synchronized void throttled(Operation operation, long sent, long pauseNanos) {
    slow(budget(operation), sent, pauseNanos);
  }

  /** The service has throttled some twins. */
  synchronized void throttled(Collection<String> ids, long sent, long pauseNanos) {
    for (String id : ids) {
      slow(
          twins.computeIfAbsent(id, unused -> new Budget(perTwin(DOCUMENTED_PER_TWIN))),
          sent,
          pauseNanos);
    }
  }

  private void slow(Budget budget, long sent, long pauseNanos) {
    long now = nanos.getAsLong();
    budget.slow(sent, now);
    if (pauseNanos > 0) {
      budget.pause(now + pauseNanos, now);
    }
  }

  private Budget budget(Operation operation) {
    return Objects.requireNonNull(operations.get(operation));
  }

  private double perTwin(double otherwise) {
    Double rate = limits.perTwin();
    return rate == null ? otherwise : rate;
  }

  // Without a limit, only twins that were throttled have a budget
  private @Nullable Budget twin(String id, long now) {
    Budget budget = twins.get(id);
    if (budget == null && limits.perTwin() != null) {
      sweep(now);
      budget = new Budget(perTwin(DOCUMENTED_PER_TWIN));
      twins.put(id, budget);
    }
    return budget;
  }

  // An untouched budget is like none, so that only twins that are being written to take memory
  private void sweep(long now) {
    if (twins.size() >= sweepAt) {
      twins.values().removeIf(budget -> budget.isUntouched(now));
      sweepAt = Math.max(TWINS_BEFORE_SWEEP, 2 * twins.size());
    }
  }
}
