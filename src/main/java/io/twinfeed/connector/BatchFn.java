package io.twinfeed.connector;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Collects elements until there are enough, or the first has waited long enough. Beam's
 * GroupIntoBatches does as much, but lets the watermark pass what it collects: on the Direct runner
 * always, and elsewhere if an older element comes second.
 */
final class BatchFn<T> extends DoFn<KV<Integer, T>, List<T>> {
  private static final long serialVersionUID = 1;
  private static final String ITEMS = "items";
  private static final String COUNT = "count";
  private static final String OLDEST = "oldest";
  private static final String HOLD = "hold";
  private static final String FLUSH = "flush";

  private final int size;
  private final Duration longestWait;

  @StateId(ITEMS)
  private final StateSpec<BagState<T>> itemsSpec;

  @StateId(COUNT)
  private final StateSpec<ValueState<Integer>> countSpec = StateSpecs.value(VarIntCoder.of());

  @StateId(OLDEST)
  private final StateSpec<ValueState<Long>> oldestSpec = StateSpecs.value(VarLongCoder.of());

  // Holds the watermark back, and fires at the end of a bounded input
  @TimerId(HOLD)
  private final TimerSpec holdSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId(FLUSH)
  private final TimerSpec flushSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  /**
   * @param longestWait zero to wait for the end
   */
  BatchFn(int size, Duration longestWait, Coder<T> coder) {
    this.size = size;
    this.longestWait = longestWait;
    this.itemsSpec = StateSpecs.bag(coder);
  }

  @ProcessElement
  public void collect(
      @Element KV<Integer, T> element,
      @Timestamp Instant timestamp,
      BoundedWindow window,
      @StateId(ITEMS) BagState<T> items,
      @StateId(COUNT) ValueState<Integer> count,
      @StateId(OLDEST) ValueState<Long> oldest,
      @TimerId(HOLD) Timer hold,
      @TimerId(FLUSH) Timer flush,
      OutputReceiver<List<T>> out) {
    Integer before = count.read();
    Long oldestBefore = oldest.read();
    items.add(element.getValue());
    if (oldestBefore == null || timestamp.getMillis() < oldestBefore) {
      oldest.write(timestamp.getMillis());
      hold.withOutputTimestamp(timestamp).set(window.maxTimestamp());
    }
    if (before == null && longestWait.isLongerThan(Duration.ZERO)) {
      flush.offset(longestWait).setRelative();
    }
    int collected = before == null ? 1 : before + 1;
    count.write(collected);
    if (collected >= size) {
      give(items, count, oldest, out);
      hold.clear();
      flush.clear();
    }
  }

  @OnTimer(FLUSH)
  public void flush(
      @StateId(ITEMS) BagState<T> items,
      @StateId(COUNT) ValueState<Integer> count,
      @StateId(OLDEST) ValueState<Long> oldest,
      @TimerId(HOLD) Timer hold,
      OutputReceiver<List<T>> out) {
    give(items, count, oldest, out);
    hold.clear();
  }

  @OnTimer(HOLD)
  public void end(
      @StateId(ITEMS) BagState<T> items,
      @StateId(COUNT) ValueState<Integer> count,
      @StateId(OLDEST) ValueState<Long> oldest,
      OutputReceiver<List<T>> out) {
    give(items, count, oldest, out);
  }

  private void give(
      BagState<T> items,
      ValueState<Integer> count,
      ValueState<Long> oldest,
      OutputReceiver<List<T>> out) {
    List<T> all = new ArrayList<>();
    items.read().forEach(all::add);
    Long since = oldest.read();
    if (since != null) {
      out.outputWithTimestamp(all, Instant.ofEpochMilli(since));
    }
    items.clear();
    count.clear();
    oldest.clear();
  }

  // The oldest may not be the last, and holds the watermark as long as it is here
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
