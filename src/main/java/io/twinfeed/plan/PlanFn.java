package io.twinfeed.plan;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Tally;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.pace.Operation;
import io.twinfeed.pace.Pacing;
import io.twinfeed.spec.PipelineSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Reads the graph for a batch of drafts and plans it. */
final class PlanFn extends DoFn<TwinDraft.Batch, Change.Batch> {
  private static final long serialVersionUID = 1;
  private static final int CHANGES_PER_BATCH = 500;

  private final PipelineSpec spec;
  private final ModelSet models;
  private final Pacing pacing;

  // live as long as the worker
  private transient TwinStore store;
  private transient Planner planner;

  PlanFn(PipelineSpec spec, ModelSet models, Pacing pacing) {
    this.spec = spec;
    this.models = models;
    this.pacing = pacing;
  }

  @Setup
  public void setUp() {
    store = TwinService.connect(spec.target().endpoint().resolve(), pacing.shared());
    planner = new Planner(models, spec.sync().mode());
  }

  @Teardown
  public void tearDown() {
    store.close();
  }

  @ProcessElement
  public void plan(@Element TwinDraft.Batch batch, MultiOutputReceiver out) {
    List<Change> twins = new ArrayList<>();
    List<Change> links = new ArrayList<>();
    List<Change> deletes = new ArrayList<>();
    Tally.Counter counter = new Tally.Counter();
    List<Live> live =
        new LiveGraph(store, pacing.shared().window(Operation.READ)).of(batch.drafts());
    for (int i = 0; i < live.size(); i++) {
      planner.plan(
          batch.drafts().get(i), live.get(i), counter, twins::add, links::add, deletes::add);
    }
    emit(out, Plan.TWINS, twins);
    emit(out, Plan.LINKS, links);
    emit(out, Plan.DELETES, deletes);
    TwinStore.Calls calls = store.takeCalls();
    counter.calls(calls.byStatus(), calls.retries(), calls.throttledMillis());
    counter.add("calls.pacedMillis", calls.pacedMillis());
    if (!counter.isEmpty()) {
      out.get(Plan.COUNTED).output(counter.take());
    }
  }

  // A twin may have tens of thousands of relationships: an element must stay small
  private static void emit(
      MultiOutputReceiver out, TupleTag<Change.Batch> tag, List<Change> changes) {
    for (int i = 0; i < changes.size(); i += CHANGES_PER_BATCH) {
      out.get(tag)
          .output(
              new Change.Batch(
                  changes.subList(i, Math.min(i + CHANGES_PER_BATCH, changes.size()))));
    }
  }
}
