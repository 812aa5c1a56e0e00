package io.twinfeed.connector;

import io.twinfeed.adt.Dispatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/**
 * Sends mutations, as many at once as the pace allows, and hands out what became of them on the
 * thread that calls. What concerns one twin, or one relationship, goes one after the other, in the
 * order in which it comes. Not for several threads.
 */
final class Sending<T> {
  private final Dispatch<Item<T>, Outcome> dispatch;
  // By what they concern: those that wait for the one that is scheduled or under way
  private final Map<String, Queue<Item<T>>> behind = new HashMap<>();

  /**
   * @param settled takes what became of each, in any order
   */
  Sending(Connection.Open open, Settled<T> settled) {
    Settling settling = new Settling(open.store());
    this.dispatch =
        new Dispatch<>(
            open.pace(),
            item -> Costs.of(item.mutation()),
            item -> {
              item.begin(open.pace().now());
              return settling.settle(item.mutation());
            },
            open.store()::waiting,
            (item, outcome) -> {
              settled.accept(item, outcome, open.pace().now() - item.begun());
              next(item);
            });
  }

  /** What becomes of one. */
  interface Settled<T> {
    /**
     * @param nanos how long it took, waits for budgets and repetitions included
     */
    void accept(Item<T> item, Outcome outcome, long nanos);
  }

  /** A mutation, the element that it was, and where in time that stood. */
  static final class Item<T> {
    private final T element;
    private final Mutation mutation;
    private final Instant timestamp;
    private final BoundedWindow window;
    private long begun;

    Item(T element, Mutation mutation, Instant timestamp, BoundedWindow window) {
      this.element = element;
      this.mutation = mutation;
      this.timestamp = timestamp;
      this.window = window;
    }

    T element() {
      return element;
    }

    Mutation mutation() {
      return mutation;
    }

    Instant timestamp() {
      return timestamp;
    }

    BoundedWindow window() {
      return window;
    }

    private void begin(long now) {
      begun = now;
    }

    private long begun() {
      return begun;
    }

    private String concerns() {
      String id = mutation.relationshipId();
      // No id has a space
      return id == null ? mutation.twin().value() : mutation.twin().value() + " " + id;
    }
  }

  /**
   * Takes mutations, and comes back while many of them are still to do.
   *
   * @throws io.twinfeed.issue.TwinfeedException of kind SERVICE if no mutation will fare better
   */
  void add(List<Item<T>> items) {
    List<Item<T>> first = new ArrayList<>();
    for (Item<T> item : items) {
      Queue<Item<T>> waiting = behind.get(item.concerns());
      if (waiting == null) {
        behind.put(item.concerns(), new ArrayDeque<>(0));
        first.add(item);
      } else {
        waiting.add(item);
      }
    }
    dispatch.add(first);
  }

  /**
   * Does what is left.
   *
   * @throws io.twinfeed.issue.TwinfeedException of kind SERVICE if no mutation will fare better
   */
  void finish() {
    dispatch.finish();
  }

  /** How long, in ms, there was nothing to do but to wait, since the last call. */
  long takeThrottledMillis() {
    return dispatch.takePacedMillis() + dispatch.takeStalledMillis();
  }

  private void next(Item<T> done) {
    Queue<Item<T>> waiting = behind.get(done.concerns());
    Item<T> next = waiting == null ? null : waiting.poll();
    if (next == null) {
      behind.remove(done.concerns());
    } else {
      dispatch.addLater(next);
    }
  }
}
