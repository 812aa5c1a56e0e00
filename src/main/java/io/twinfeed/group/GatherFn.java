package io.twinfeed.group;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Tally;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.FragmentBytes;
import io.twinfeed.spec.PipelineSpec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Unpacks a shard and drafts its twins. */
final class GatherFn extends DoFn<KV<Integer, Iterable<byte[]>>, TwinDraft.Batch> {
  private static final long serialVersionUID = 1;
  private static final int DRAFTS_PER_BATCH = 250;

  private final PipelineSpec spec;
  private final ModelSet models;
  private final TupleTag<Failure> failed;
  private final TupleTag<Tally> counted;

  // lives as long as the worker
  private transient Drafting drafting;

  GatherFn(PipelineSpec spec, ModelSet models, TupleTag<Failure> failed, TupleTag<Tally> counted) {
    this.spec = spec;
    this.models = models;
    this.failed = failed;
    this.counted = counted;
  }

  @Setup
  public void setUp() {
    drafting = new Drafting(spec, models);
  }

  @ProcessElement
  public void gather(@Element KV<Integer, Iterable<byte[]>> shard, MultiOutputReceiver out)
      throws IOException {
    List<Fragment> fragments = new ArrayList<>();
    for (byte[] block : shard.getValue()) {
      ByteArrayInputStream bytes = new ByteArrayInputStream(block, 1, block.length - 1);
      DataInputStream data = new DataInputStream(bytes);
      while (bytes.available() > 0) {
        fragments.add(FragmentBytes.read(data));
      }
    }
    Tally.Counter counter = new Tally.Counter();
    List<TwinDraft> drafts = drafting.draft(fragments, counter, out.get(failed)::output);
    for (int i = 0; i < drafts.size(); i += DRAFTS_PER_BATCH) {
      out.get(Group.DRAFTS)
          .output(
              new TwinDraft.Batch(
                  drafts.subList(i, Math.min(i + DRAFTS_PER_BATCH, drafts.size()))));
    }
    if (!counter.isEmpty()) {
      out.get(counted).output(counter.take());
    }
  }
}
