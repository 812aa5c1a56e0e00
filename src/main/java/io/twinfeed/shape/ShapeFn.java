package io.twinfeed.shape;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.BlockKind;
import io.twinfeed.flow.Blocks;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.Shards;
import io.twinfeed.flow.StageMetrics;
import io.twinfeed.flow.Tally;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.shape.Shaper.Shaped;
import io.twinfeed.shape.Shaper.Use;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RuleChoice;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.RawUnionValue;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/** Shapes the rows of one source into blocks, and counts them once per bundle. */
final class ShapeFn extends DoFn<SourceRow, RawUnionValue> {
  private static final long serialVersionUID = 1;

  private final PipelineSpec spec;
  private final ModelSet models;
  private final SourceQuery query;
  private final TreeMap<String, Object> parameters;
  private final RuleChoice choice;
  private final Shards shards;

  // live as long as the worker
  private transient Shaper shaper;
  private transient Blocks blocks;
  // names of counts, which are not to be put together for each row
  private transient String rows;
  private transient Map<Use, String> uses;
  private transient LiveRun live;
  private transient LongAdder liveRows;
  private transient Map<Use, LongAdder> liveUses;
  // lives as long as a bundle
  private transient Tally.Counter counter = new Tally.Counter();

  ShapeFn(
      PipelineSpec spec,
      ModelSet models,
      SourceQuery query,
      Map<String, Object> parameters,
      RuleChoice choice,
      Shards shards) {
    this.spec = spec;
    this.models = models;
    this.query = query;
    this.parameters = new TreeMap<>(parameters);
    this.choice = choice;
    this.shards = shards;
  }

  @Setup
  public void setUp(PipelineOptions options) {
    shaper = new Shaper(spec, models, query, parameters, choice);
    blocks = new Blocks(shards, BlockKind.FRAGMENTS);
    String source = "sources." + query.source() + ".";
    rows = source + "rows";
    uses = new EnumMap<>(Use.class);
    live = LiveRun.of(options);
    liveRows = live.counter(rows);
    liveUses = new EnumMap<>(Use.class);
    for (Use use : Use.values()) {
      uses.put(use, source + use.name().toLowerCase(Locale.ROOT));
      liveUses.put(use, live.counter(Objects.requireNonNull(uses.get(use))));
    }
  }

  @StartBundle
  public void begin() {
    counter = new Tally.Counter();
    live.reach(LiveRun.Phase.READING);
  }

  @ProcessElement
  public void shape(@Element SourceRow row, OutputReceiver<RawUnionValue> out) throws IOException {
    live.requireGoing();
    Shaped shaped = shaper.shape(row);
    counter.add(rows, 1);
    counter.add(Objects.requireNonNull(uses.get(shaped.use())), 1);
    liveRows.increment();
    Objects.requireNonNull(liveUses.get(shaped.use())).increment();
    for (Fragment fragment : shaped.fragments()) {
      if (blocks.add(fragment.twin(), fragment, FragmentBytes::write)) {
        blocks.takeFull(block -> out.output(TakeApartFn.as(Shape.FRAGMENTS, block)));
      }
    }
    for (Failure failure : shaped.failures()) {
      out.output(TakeApartFn.as(Shape.FAILED, failure));
    }
    for (RejectedRow rejected : shaped.rejected()) {
      out.output(TakeApartFn.as(Shape.REJECTED, rejected));
    }
    if (!query.whole()) {
      out.output(TakeApartFn.as(Shape.SEEN, new SeenRow(query.source(), shaped.row())));
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    blocks.flush(block -> output(context, TakeApartFn.as(Shape.FRAGMENTS, block)));
    if (!counter.isEmpty()) {
      Tally tally = counter.take();
      StageMetrics.count(tally);
      output(context, TakeApartFn.as(Shape.COUNTED, tally));
    }
  }

  private static void output(FinishBundleContext context, RawUnionValue last) {
    context.output(last, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
  }
}
