package io.twinfeed.write;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Tally;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Pacing;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Planned;
import io.twinfeed.spec.Reference;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

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
  private transient Writer writer;

  // live as long as a bundle
  private transient Dispatch<Planned> dispatch;
  private transient Tally.Counter counter;
  private transient List<Failure> failed;
  private transient List<Known> known;

  WriteFn(Reference endpoint, Pacing pacing) {
    this.endpoint = endpoint;
    this.pacing = pacing;
  }

  @Setup
  public void setUp() {
    pace = pacing.shared();
    store = TwinService.connect(endpoint.resolve(), pace);
    writer = new Writer(store);
    begin();
  }

  @StartBundle
  public void begin() {
    counter = new Tally.Counter();
    failed = new ArrayList<>();
    known = new ArrayList<>();
    dispatch =
        new Dispatch<>(
            pace,
            planned -> Costs.of(planned.change()),
            planned -> writer.write(planned.change()),
            store::waiting,
            this::settled);
  }

  @Teardown
  public void tearDown() {
    store.close();
  }

  @ProcessElement
  public void write(@Element KV<Integer, Iterable<Change.Batch>> bucket, MultiOutputReceiver out) {
    for (Change.Batch batch : bucket.getValue()) {
      dispatch.add(batch.changes());
      failed.forEach(out.get(Write.FAILED)::output);
      failed.clear();
      if (!known.isEmpty()) {
        out.get(Write.KNOWN).output(KnownBytes.of(known));
        known.clear();
      }
      out.get(Write.COUNTED).output(counted());
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext out) {
    dispatch.finish();
    GlobalWindow window = GlobalWindow.INSTANCE;
    failed.forEach(failure -> out.output(Write.FAILED, failure, window.maxTimestamp(), window));
    failed.clear();
    if (!known.isEmpty()) {
      out.output(Write.KNOWN, KnownBytes.of(known), window.maxTimestamp(), window);
      known.clear();
    }
    out.output(Write.COUNTED, counted(), window.maxTimestamp(), window);
  }

  private void settled(Planned planned, Outcome outcome) {
    Ledger ledger = planned.ledger();
    if (outcome instanceof Outcome.Rejected rejected) {
      failed.add(rejected.failure());
      known.addAll(rejected.doubtful() ? ledger.doubtful() : ledger.before());
    } else if (outcome instanceof Outcome.Settled settled) {
      counter.add(settled.counted(), 1);
      known.addAll(ledger.done(settled.adopted()));
    }
  }

  private Tally counted() {
    TwinStore.Calls calls = store.takeCalls();
    counter.calls(calls.byStatus(), calls.retries(), calls.throttledMillis());
    counter.add("calls.pacedMillis", calls.pacedMillis() + dispatch.takePacedMillis());
    return counter.take();
  }
}
