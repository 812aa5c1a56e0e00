package io.twinfeed.pace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order in which writes begin. One whose twins have no budget now waits at the twin, and those
 * behind it go ahead: a hub with thousands of relationships gives one whenever it may, and
 * everything else uses the rest of the operation's budget meanwhile. First come, first served, for
 * each twin and for all that need not wait. Nothing is taken from the budgets here: that is done by
 * what sends. Not for several threads.
 */
public final class Schedule<T> {
  private final Pace pace;
  private final Function<T, Cost> cost;
  private final Map<Operation, Lane> lanes = new EnumMap<>(Operation.class);
  private int size;
  private int turn;

  /**
   * @param cost what an item's first request takes
   */
  public Schedule(Pace pace, Function<T, Cost> cost) {
    this.pace = pace;
    this.cost = cost;
  }

  /** What to do now. */
  public sealed interface Next<T> {
    /** Begins an item, which is no longer scheduled. */
    record Begin<T>(T item) implements Next<T> {}

    /** Asks again after some time, or when something has come back. */
    record Pause<T>(long nanos) implements Next<T> {}

    /** Asks again when something has come back, or was added. */
    record Await<T>() implements Next<T> {}
  }

  public void add(T item) {
    Cost taken = cost.apply(item);
    lanes.computeIfAbsent(taken.operation(), Lane::new).ready.add(new Entry<>(item, taken));
    size++;
  }

  /** How many items have not begun. */
  public int size() {
    return size;
  }

  /**
   * @param inFlight how many have begun and are neither done nor waiting for another attempt
   */
  public Next<T> next(int inFlight) {
    int window = 0;
    for (Lane lane : lanes.values()) {
      window = Math.max(window, lane.isEmpty() ? 0 : pace.window(lane.operation));
    }
    if (inFlight >= window) {
      return new Next.Await<>();
    }
    long pause = Long.MAX_VALUE;
    for (Lane lane : turns()) {
      Wait budget = lane.isEmpty() ? Wait.NONE : pace.limiter().ask(lane.operation);
      if (budget.nanos() > 0) {
        pause = Math.min(pause, budget.nanos());
      } else {
        T item = lane.poll();
        if (item != null) {
          size--;
          return new Next.Begin<>(item);
        }
        pause = Math.min(pause, lane.untilWake());
      }
    }
    return pause == Long.MAX_VALUE ? new Next.Await<>() : new Next.Pause<>(Math.max(1, pause));
  }

  // Each operation has its own budget, so none may wait for another's
  private List<Lane> turns() {
    List<Lane> inTurn = new ArrayList<>(lanes.values());
    turn = (turn + 1) % Operation.values().length;
    Collections.rotate(inTurn, turn);
    return inTurn;
  }

  private record Entry<T>(T item, Cost cost) {}

  private record Wake(long at, String twin) implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      return Long.compare(at, other.at);
    }
  }

  /** The items of one operation. */
  private final class Lane {
    private final Operation operation;
    private final ArrayDeque<Entry<T>> ready = new ArrayDeque<>();
    // Those that wait at a twin, and when to look at it again: one wake for each twin
    private final Map<String, ArrayDeque<Entry<T>>> waiting = new HashMap<>();
    private final PriorityQueue<Wake> wakes = new PriorityQueue<>();

    Lane(Operation operation) {
      this.operation = operation;
    }

    boolean isEmpty() {
      return ready.isEmpty() && waiting.isEmpty();
    }

    long untilWake() {
      Wake next = wakes.peek();
      return next == null ? Long.MAX_VALUE : Math.max(1, next.at - pace.now());
    }

    /** An item whose twins have budget now; null if there is none. */
    @Nullable T poll() {
      T woken = pollWaiting();
      return woken != null ? woken : pollReady();
    }

    private @Nullable T pollWaiting() {
      long now = pace.now();
      Wake wake = wakes.peek();
      while (wake != null && wake.at <= now) {
        wakes.remove();
        String twin = wake.twin;
        ArrayDeque<Entry<T>> queue = Objects.requireNonNull(waiting.get(twin));
        long wait = pace.limiter().askTwin(twin).nanos();
        if (wait > 0) {
          wakeLater(twin, queue, now + wait);
        } else {
          Entry<T> first = queue.remove();
          // Once more now: what it takes is taken when it is sent
          wakeLater(twin, queue, now);
          String other = blocking(first.cost, false);
          if (other == null) {
            return first.item;
          }
          park(first, other);
        }
        wake = wakes.peek();
      }
      return null;
    }

    private @Nullable T pollReady() {
      for (Entry<T> entry = ready.poll(); entry != null; entry = ready.poll()) {
        String twin = blocking(entry.cost, true);
        if (twin == null) {
          return entry.item;
        }
        park(entry, twin);
      }
      return null;
    }

    // The twin that keeps it from going: one without budget, or one at which others wait
    private @Nullable String blocking(Cost of, boolean behindOthers) {
      String blocking = null;
      long longest = 0;
      for (String twin : of.twins()) {
        long wait = pace.limiter().askTwin(twin).nanos();
        if (wait > longest || (behindOthers && blocking == null && waiting.containsKey(twin))) {
          blocking = twin;
          longest = wait;
        }
      }
      return blocking;
    }

    private void park(Entry<T> entry, String twin) {
      ArrayDeque<Entry<T>> queue = waiting.get(twin);
      if (queue == null) {
        queue = new ArrayDeque<>();
        waiting.put(twin, queue);
        wakes.add(new Wake(pace.now() + pace.limiter().askTwin(twin).nanos(), twin));
      }
      queue.add(entry);
    }

    private void wakeLater(String twin, ArrayDeque<Entry<T>> queue, long at) {
      if (queue.isEmpty()) {
        waiting.remove(twin);
      } else {
        wakes.add(new Wake(at, twin));
      }
    }
  }
}
