package io.twinfeed.write;

import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.flow.Known;
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
import io.twinfeed.plan.Step;
import io.twinfeed.plan.Told;
import io.twinfeed.spec.Reference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Reads what has to be known of the graph before saved steps may be carried out. */
final class RecheckFn extends DoFn<Told.Batch, Change.Batch> {
  private static final long serialVersionUID = 1;

  private final Reference endpoint;
  private final Pacing pacing;
  private final long run;

  // live as long as the worker
  private transient TwinStore store;
  private transient Recheck recheck;
  private transient LiveRun live;

  RecheckFn(Reference endpoint, Pacing pacing, long run) {
    this.endpoint = endpoint;
    this.pacing = pacing;
    this.run = run;
  }

  @Setup
  public void setUp(PipelineOptions options) {
    live = LiveRun.of(options);
    Pace pace = pacing.shared();
    store = TwinService.connect(endpoint.resolve(), pace);
    recheck = new Recheck(store, pace);
  }

  @Teardown
  public void tearDown() {
    store.close();
  }

  @ProcessElement
  public void recheck(@Element Told.Batch batch, MultiOutputReceiver out) {
    live.requireGoing();
    live.reach(LiveRun.Phase.PLANNING);
    List<Step> steps = new ArrayList<>();
    List<Known> decided = new ArrayList<>();
    List<Known> known = new ArrayList<>();
    List<Known> doubtful = new ArrayList<>();
    Tally.Counter counter = new Tally.Counter();
    for (Told told : batch.all()) {
      if (told instanceof Step step) {
        steps.add(step.in(run));
        Stream.of(step.planned().ledger().before(), step.planned().ledger().after())
            .forEach(decided::addAll);
      } else if (told instanceof Told.Settled settled) {
        decided.addAll(settled.ledger().before());
        decided.addAll(settled.ledger().after());
        known.addAll(settled.ledger().after());
      }
    }
    Map<Step.Kind, List<Planned>> due = new EnumMap<>(Step.Kind.class);
    List<Recheck.Verdict> verdicts = recheck.of(steps);
    for (int i = 0; i < steps.size(); i++) {
      Recheck.Verdict verdict = verdicts.get(i);
      if (verdict instanceof Recheck.Due each) {
        due.computeIfAbsent(steps.get(i).kind(), unused -> new ArrayList<>()).add(each.planned());
        doubtful.addAll(each.planned().ledger().doubtful());
      } else if (verdict instanceof Recheck.Done done) {
        known.addAll(done.planned().ledger().done(true));
        if (steps.get(i).kind() != Step.Kind.RELEASE_TWIN) {
          counter.add(
              (steps.get(i).kind().isOfLink() ? "relationships" : "twins") + ".unchanged", 1);
        }
      } else if (verdict instanceof Recheck.Stale stale) {
        out.get(Write.FAILED).output(stale.failure());
        known.addAll(stale.planned().ledger().unsure());
        Owed.of(stale.planned().ledger().after(), true).forEach(out.get(Write.OWED)::output);
      }
    }
    due.forEach(
        (kind, planned) -> {
          live.add(LiveRun.PLANNED, planned.size());
          StageMetrics.count(LiveRun.PLANNED, planned.size());
          out.get(phase(kind)).output(new Change.Batch(planned));
        });
    output(out, Saved.DECIDED, decided);
    output(out, Write.KNOWN, known);
    output(out, Saved.DOUBTFUL, doubtful);
    counter.add(CallCounts.take(store, live));
    Tally tally = counter.take();
    live.add(tally);
    StageMetrics.count(tally);
    out.get(Write.COUNTED).output(tally);
  }

  private static TupleTag<Change.Batch> phase(Step.Kind kind) {
    return switch (kind) {
      case CREATE_TWIN, CHANGE_TWIN, RELEASE_TWIN -> Saved.TWINS;
      case CREATE_LINK, RETARGET_LINK, CHANGE_LINK -> Saved.LINKS;
      case DELETE_LINK -> Saved.DELETES;
      case DELETE_TWIN -> Saved.LEAVING;
    };
  }

  private static void output(MultiOutputReceiver out, TupleTag<byte[]> tag, List<Known> known) {
    if (!known.isEmpty()) {
      out.get(tag).output(KnownBytes.of(known));
    }
  }
}
