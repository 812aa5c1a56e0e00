package io.twinfeed.write;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Tally;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Pacing;
import io.twinfeed.plan.Change;
import io.twinfeed.spec.Reference;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

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

  // lives as long as a bundle
  private transient Writing writing;

  WriteFn(Reference endpoint, Pacing pacing) {
    this.endpoint = endpoint;
    this.pacing = pacing;
  }

  @Setup
  public void setUp() {
    pace = pacing.shared();
    store = TwinService.connect(endpoint.resolve(), pace);
    begin();
  }

  @StartBundle
  public void begin() {
    writing = new Writing(store, pace);
  }

  @Teardown
  public void tearDown() {
    store.close();
  }

  @ProcessElement
  public void write(@Element KV<Integer, Iterable<Change.Batch>> bucket, MultiOutputReceiver out) {
    for (Change.Batch batch : bucket.getValue()) {
      writing.add(batch.changes());
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
    writing.finish();
    GlobalWindow window = GlobalWindow.INSTANCE;
    output(
        new Into() {
          @Override
          public <T> void output(TupleTag<T> tag, T element) {
            context.output(tag, element, window.maxTimestamp(), window);
          }
        });
  }

  /** Beam's two ways to give something out. */
  private interface Into {
    <T> void output(TupleTag<T> tag, T element);
  }

  private void output(Into into) {
    Writing.Written written = writing.take();
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
    TwinStore.Calls calls = store.takeCalls();
    counter.calls(calls.byStatus(), calls.retries(), calls.throttledMillis(), calls.pacedMillis());
    if (!counter.isEmpty()) {
      into.output(Write.COUNTED, counter.take());
    }
  }
}
