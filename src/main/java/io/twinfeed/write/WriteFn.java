package io.twinfeed.write;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Tally;
import io.twinfeed.plan.Change;
import io.twinfeed.spec.Reference;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Writes the batches that a gate has let through. */
final class WriteFn extends DoFn<KV<Integer, Iterable<Change.Batch>>, Tally> {
  private static final long serialVersionUID = 1;

  private final Reference endpoint;

  // live as long as the worker
  private transient TwinStore store;
  private transient Writing writing;

  WriteFn(Reference endpoint) {
    this.endpoint = endpoint;
  }

  @Setup
  public void setUp() {
    store = TwinService.connect(endpoint.resolve());
    writing = new Writing(store);
  }

  @Teardown
  public void tearDown() {
    store.close();
  }

  @ProcessElement
  public void write(@Element KV<Integer, Iterable<Change.Batch>> bucket, MultiOutputReceiver out) {
    for (Change.Batch batch : bucket.getValue()) {
      Writing.Written written = writing.write(batch.changes());
      written.failed().forEach(out.get(Write.FAILED)::output);
      Tally.Counter counter = written.counter();
      written.owed().forEach(out.get(Write.OWED)::output);
      TwinStore.Calls calls = store.takeCalls();
      counter.calls(calls.byStatus(), calls.retries(), calls.throttledMillis());
      out.get(Write.COUNTED).output(counter.take());
      if (!written.known().isEmpty()) {
        out.get(Write.KNOWN).output(KnownBytes.of(written.known()));
      }
    }
  }
}
