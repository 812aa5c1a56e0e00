package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.ArrayInput;
import io.twinfeed.flow.BlockKind;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.StageMetrics;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.FragmentBytes;
import io.twinfeed.shape.RejectedRow;
import io.twinfeed.shape.SeenRow;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RuleChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Unpacks a shard, and drafts those of its twins that are not on record as they are said. */
final class GatherFn extends DoFn<KV<Integer, Iterable<byte[]>>, TwinDraft.Batch> {
  private static final long serialVersionUID = 1;
  private static final int DRAFTS_PER_BATCH = 250;

  private final PipelineSpec spec;
  private final ModelSet models;
  private final boolean believes;
  private final PCollectionView<List<RejectedRow>> rejected;
  private final TreeMap<String, List<String>> inPart;
  private final PCollectionView<List<SeenRow>> seen;
  private final RuleChoice choice;
  private final TupleTag<Failure> failed;
  private final TupleTag<Tally> counted;

  // lives as long as a bundle
  private transient @Nullable Held held;
  private transient @Nullable Unread unread;
  // lives as long as the worker
  private transient Gathering gathering;
  private transient LiveRun live;

  GatherFn(
      PipelineSpec spec,
      ModelSet models,
      boolean believes,
      PCollectionView<List<RejectedRow>> rejected,
      Map<String, List<String>> inPart,
      PCollectionView<List<SeenRow>> seen,
      RuleChoice choice,
      TupleTag<Failure> failed,
      TupleTag<Tally> counted) {
    this.believes = believes;
    this.rejected = rejected;
    this.inPart = new TreeMap<>(inPart);
    this.seen = seen;
    this.choice = choice;
    this.spec = spec;
    this.models = models;
    this.failed = failed;
    this.counted = counted;
  }

  @Setup
  public void setUp(PipelineOptions options) {
    live = LiveRun.of(options);
    gathering = new Gathering(spec, models, believes);
  }

  @StartBundle
  public void begin() {
    held = null;
    unread = null;
  }

  @ProcessElement
  public void gather(ProcessContext context, MultiOutputReceiver out) throws IOException {
    live.requireGoing();
    KV<Integer, Iterable<byte[]>> shard = context.element();
    if (held == null || unread == null) {
      held = new Held(context.sideInput(rejected));
      unread = new Unread(spec, inPart, context.sideInput(seen), choice);
    }
    List<Fragment> fragments = new ArrayList<>();
    List<Known> known = new ArrayList<>();
    for (byte[] block : shard.getValue()) {
      ArrayInput data = new ArrayInput(block, 1);
      boolean isKnown = BlockKind.KNOWN.isOf(block);
      while (!data.isAtEnd()) {
        if (isKnown) {
          known.add(KnownBytes.read(data));
        } else {
          fragments.add(FragmentBytes.read(data));
        }
      }
    }
    Tally.Counter counter = new Tally.Counter();
    List<TwinDraft> drafts = new ArrayList<>();
    List<Known> fed = new ArrayList<>();
    KnownBlock kept =
        new KnownBlock(block -> out.get(Group.KEPT).output(KV.of(shard.getKey(), block)));
    gathering.gather(
        fragments,
        known,
        held,
        unread,
        new Gathering.Into(
            counter,
            out.get(failed)::output,
            drafts::add,
            kept::add,
            fed::add,
            out.get(Group.OWED)::output));
    kept.flush();
    if (!fed.isEmpty()) {
      out.get(Group.FED).output(KnownBytes.of(fed));
    }
    for (int i = 0; i < drafts.size(); i += DRAFTS_PER_BATCH) {
      out.get(Group.DRAFTS)
          .output(
              new TwinDraft.Batch(
                  drafts.subList(i, Math.min(i + DRAFTS_PER_BATCH, drafts.size()))));
    }
    if (!counter.isEmpty()) {
      Tally tally = counter.take();
      live.add(tally);
      StageMetrics.count(tally);
      out.get(counted).output(tally);
    }
  }
}
