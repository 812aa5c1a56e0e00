package io.twinfeed.connector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.ValueInSingleWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches. What waits for a hub at the end of one goes on beside the next, to the end of the
 * bundle. What became of an element goes out with the element's own time and window.
 */
final class SendFn<T, S, F> extends DoFn<List<ValueInSingleWindow<T>>, S> {
  private static final long serialVersionUID = 1;

  private final Connection connection;
  private final Form<T, S, F> form;
  private final TupleTag<S> successes;
  private final TupleTag<F> failures;

  // live as long as the worker
  private transient Connection.Open open;
  private transient CallMetrics metrics;

  // live as long as a bundle
  private transient Sending<T> sending;
  private transient @Nullable Into into;

  SendFn(Connection connection, Form<T, S, F> form, TupleTag<S> successes, TupleTag<F> failures) {
    this.connection = connection;
    this.form = form;
    this.successes = successes;
    this.failures = failures;
  }

  /** Beam's two ways to give something out. */
  private interface Into {
    <E> void output(TupleTag<E> tag, E element, Instant timestamp, BoundedWindow window);
  }

  @Setup
  public void setUp() {
    open = connection.open();
    metrics = new CallMetrics(open.store());
    begin();
  }

  @StartBundle
  public void begin() {
    sending = new Sending<>(open, this::settled);
  }

  @Teardown
  public void tearDown() {
    if (open != null) {
      open.store().close();
    }
  }

  @ProcessElement
  public void send(@Element List<ValueInSingleWindow<T>> batch, MultiOutputReceiver out) {
    into =
        new Into() {
          @Override
          public <E> void output(
              TupleTag<E> tag, E element, Instant timestamp, BoundedWindow window) {
            out.get(tag)
                .outputWindowedValue(element, timestamp, Set.of(window), PaneInfo.NO_FIRING);
          }
        };
    List<Sending.Item<T>> items = new ArrayList<>();
    for (ValueInSingleWindow<T> each : batch) {
      Form.Read read = form.mutation(each.getValue());
      if (read instanceof Form.Read.Unfit unfit) {
        settled(each.getValue(), each.getTimestamp(), each.getWindow(), unfit.why(), 0);
      } else if (read instanceof Form.Read.Fit fit) {
        items.add(
            new Sending.Item<>(
                each.getValue(), fit.mutation(), each.getTimestamp(), each.getWindow()));
      }
    }
    items.sort(Comparator.comparing(Sending.Item::timestamp));
    metrics.batch(items.size());
    sending.add(items);
    metrics.calls(sending.takeThrottledMillis());
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    into =
        new Into() {
          @Override
          public <E> void output(
              TupleTag<E> tag, E element, Instant timestamp, BoundedWindow window) {
            context.output(tag, element, timestamp, window);
          }
        };
    sending.finish();
    metrics.calls(sending.takeThrottledMillis());
  }

  // An earlier element of the bundle may be the older one, and holds the watermark as long as it is
  // here
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }

  private void settled(Sending.Item<T> item, Outcome outcome, long nanos) {
    settled(item.element(), item.timestamp(), item.window(), outcome, nanos);
  }

  private void settled(
      T element, Instant timestamp, BoundedWindow window, Outcome outcome, long nanos) {
    Into out = Objects.requireNonNull(into);
    metrics.settled(outcome, nanos);
    if (outcome instanceof Outcome.Done done) {
      out.output(successes, form.success(element, done.effect()), timestamp, window);
    } else if (outcome instanceof Outcome.Failed failed) {
      out.output(failures, form.failure(element, failed), timestamp, window);
    }
  }
}
