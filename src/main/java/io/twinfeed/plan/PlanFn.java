package io.twinfeed.plan;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.StageMetrics;
import io.twinfeed.flow.Tally;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Pacing;
import io.twinfeed.spec.PipelineSpec;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Reads what has to be known of the graph for a batch of drafts, and plans it. */
final class PlanFn extends DoFn<TwinDraft.Batch, Change.Batch> {
  private static final long serialVersionUID = 1;
  private static final int CHANGES_PER_BATCH = 500;

  private final PipelineSpec spec;
  private final ModelSet models;
  private final Basis basis;
  private final long run;
  private final Tells tells;
  private final Pacing pacing;

  // live as long as the worker
  private transient TwinStore store;
  private transient Planning planning;
  private transient LiveRun live;

  /**
   * @param tells how much of it is told, too
   */
  PlanFn(PipelineSpec spec, ModelSet models, Basis basis, Pacing pacing, long run, Tells tells) {
    this.spec = spec;
    this.models = models;
    this.basis = basis;
    this.pacing = pacing;
    this.run = run;
    this.tells = tells;
  }

  @Setup
  public void setUp(PipelineOptions options) {
    live = LiveRun.of(options);
    Pace pace = pacing.shared();
    store = TwinService.connect(spec.target().endpoint().resolve(), pace);
    planning = new Planning(store, pace, models, spec.sync().mode(), basis, run);
  }

  @Teardown
  public void tearDown() {
    store.close();
  }

  @ProcessElement
  public void plan(@Element TwinDraft.Batch batch, MultiOutputReceiver out) {
    live.requireGoing();
    live.reach(LiveRun.Phase.PLANNING);
    Telling telling = new Telling(tells);
    Decisions decisions =
        tells != Tells.NOTHING
            ? planning.plan(batch.drafts(), telling::add)
            : planning.plan(batch.drafts(), (draft, live, into) -> {});
    telling.batches(CHANGES_PER_BATCH).forEach(out.get(Plan.TOLD)::output);
    emit(out, Plan.TWINS, decisions.twins);
    emit(out, Plan.LINKS, decisions.links);
    emit(out, Plan.DELETES, decisions.deletes);
    emit(out, Plan.LEAVING, decisions.leaving);
    if (!decisions.known.isEmpty()) {
      out.get(Plan.KNOWN).output(KnownBytes.of(decisions.known));
    }
    decisions.owed.forEach(out.get(Plan.OWED)::output);
    List<Known> doubtful = decisions.doubtful();
    if (!doubtful.isEmpty()) {
      out.get(Plan.DOUBTFUL).output(KnownBytes.of(doubtful));
    }
    decisions.counter.add(CallCounts.take(store, live));
    for (List<Planned> phase : decisions.phases()) {
      live.add(LiveRun.PLANNED, phase.size());
      StageMetrics.count(LiveRun.PLANNED, phase.size());
    }
    if (!decisions.counter.isEmpty()) {
      Tally tally = decisions.counter.take();
      live.add(tally);
      StageMetrics.count(tally);
      out.get(Plan.COUNTED).output(tally);
    }
  }

  // A twin may have tens of thousands of relationships: an element must stay small
  private static void emit(
      MultiOutputReceiver out, TupleTag<Change.Batch> tag, List<Planned> changes) {
    for (int i = 0; i < changes.size(); i += CHANGES_PER_BATCH) {
      out.get(tag)
          .output(
              new Change.Batch(
                  changes.subList(i, Math.min(i + CHANGES_PER_BATCH, changes.size()))));
    }
  }
}
