package io.twinfeed.write;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Tally;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Planned;
import io.twinfeed.spec.Reference;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes the batches that a gate has let through. */
final class WriteFn extends DoFn<KV<Integer, Iterable<Change.Batch>>, Tally> {
  private static final long serialVersionUID = 1;

  private final Reference endpoint;

  // live as long as the worker
  private transient TwinStore store;
  private transient Writer writer;

  WriteFn(Reference endpoint) {
    this.endpoint = endpoint;
  }

  @Setup
  public void setUp() {
    store = TwinService.connect(endpoint.resolve());
    writer = new Writer(store);
  }

  @Teardown
  public void tearDown() {
    store.close();
  }

  @ProcessElement
  public void write(@Element KV<Integer, Iterable<Change.Batch>> bucket, MultiOutputReceiver out) {
    for (Change.Batch batch : bucket.getValue()) {
      Tally.Counter counter = new Tally.Counter();
      List<Known> known = new ArrayList<>();
      List<Planned> changes = batch.changes();
      List<Outcome> outcomes = writer.write(changes.stream().map(Planned::change).toList());
      for (int i = 0; i < outcomes.size(); i++) {
        Ledger ledger = changes.get(i).ledger();
        if (outcomes.get(i) instanceof Outcome.Rejected rejected) {
          out.get(Write.FAILED).output(rejected.failure());
          known.addAll(rejected.doubtful() ? ledger.doubtful() : ledger.before());
        } else if (outcomes.get(i) instanceof Outcome.Settled settled) {
          counter.add(settled.counted(), 1);
          known.addAll(ledger.done(settled.adopted()));
        }
      }
      TwinStore.Calls calls = store.takeCalls();
      counter.calls(calls.byStatus(), calls.retries(), calls.throttledMillis());
      out.get(Write.COUNTED).output(counter.take());
      if (!known.isEmpty()) {
        out.get(Write.KNOWN).output(KnownBytes.of(known));
      }
    }
  }
}
