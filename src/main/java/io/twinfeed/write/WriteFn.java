package io.twinfeed.write;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.StageMetrics;
import io.twinfeed.flow.Tally;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Pacing;
import io.twinfeed.plan.CallCounts;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Planned;
import io.twinfeed.spec.Reference;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * Writes the batches that a gate has let through. What waits for a hub at the end of a bucket goes
 * on beside the next one, to the end of the bundle.
 */
final class WriteFn extends DoFn<KV<Integer, Iterable<Change.Batch>>, Tally> {
  private static final long serialVersionUID = 1;

  private final Reference endpoint;
  private final Pacing pacing;

  // live as long as the worker
  private transient Pace pace;
  private transient TwinStore store;
  private transient LiveRun live;

  // live as long as a bundle
  private transient Writing writing;
  private transient @Nullable RuntimeException failure;

  WriteFn(Reference endpoint, Pacing pacing) {
    this.endpoint = endpoint;
    this.pacing = pacing;
  }

  @Setup
  public void setUp(PipelineOptions options) {
    live = LiveRun.of(options);
    pace = pacing.shared();
    store = TwinService.connect(endpoint.resolve(), pace);
    begin();
  }

  @StartBundle
  public void begin() {
    writing = new Writing(store, pace, live);
    failure = null;
  }

  @Teardown
  public void tearDown() {
    store.close();
  }

  @ProcessElement
  public void write(@Element KV<Integer, Iterable<Change.Batch>> bucket, MultiOutputReceiver out) {
    live.reach(LiveRun.Phase.WRITING);
    for (Change.Batch batch : bucket.getValue()) {
      List<Planned> changes = batch.changes();
      StageMetrics.distribute("batch.changes", changes.size());
      live.add(LiveRun.BATCHES, 1);
      carry(() -> writing.add(changes));
      output(
          new Into() {
            @Override
            public <T> void output(TupleTag<T> tag, T element) {
              out.get(tag).output(element);
            }
          });
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    carry(writing::finish);
    GlobalWindow window = GlobalWindow.INSTANCE;
    output(
        new Into() {
          @Override
          public <T> void output(TupleTag<T> tag, T element) {
            context.output(tag, element, window.maxTimestamp(), window);
          }
        });
  }

  // What was sent counts as sent, also if the run ends here. Then nothing more is sent: on Flink,
  // Beam finishes a bundle even if it has failed
  private void carry(Runnable work) {
    live.requireGoing();
    if (failure != null) {
      throw failure;
    }
    live.begins(); // not over before its calls are counted, too
    try {
      work.run();
    } catch (RuntimeException e) {
      failure = e;
      called();
      throw e;
    } finally {
      live.ends();
    }
  }

  private Tally called() {
    Tally called = CallCounts.take(store, live);
    live.add(called);
    return called;
  }

  /** Beam's two ways to give something out. */
  private interface Into {
    <T> void output(TupleTag<T> tag, T element);
  }

  private void output(Into into) {
    Writing.Written written = writing.take();
    StageMetrics.count(LiveRun.SETTLED, writing.takeSettled());
    StageMetrics.count(LiveRun.REFUSED, written.failed().size());
    for (Failure failure : written.failed()) {
      into.output(Write.FAILED, failure);
    }
    for (Owed owed : written.owed()) {
      into.output(Write.OWED, owed);
    }
    if (!written.known().isEmpty()) {
      into.output(Write.KNOWN, KnownBytes.of(written.known()));
    }
    Tally.Counter counter = written.counter();
    counter.add(called());
    if (!counter.isEmpty()) {
      Tally counted = counter.take();
      StageMetrics.count(counted);
      into.output(Write.COUNTED, counted);
    }
  }
}
