package io.twinfeed.shape;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.spec.PipelineSpec;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Keeps the rows of one source that have to do with what is asked for. */
final class TraceFn extends DoFn<SourceRow, KV<Integer, Traced>> {
  private static final long serialVersionUID = 1;

  private final PipelineSpec spec;
  private final ModelSet models;
  private final SourceQuery query;
  private final TreeMap<String, Object> parameters;
  private final Trace.Of asked;

  // lives as long as the worker
  private transient Shaper shaper;

  TraceFn(
      PipelineSpec spec,
      ModelSet models,
      SourceQuery query,
      Map<String, Object> parameters,
      Trace.Of asked) {
    this.spec = spec;
    this.models = models;
    this.query = query;
    this.parameters = new TreeMap<>(parameters);
    this.asked = asked;
  }

  @Setup
  public void setUp() {
    shaper = new Shaper(spec, models, query, parameters);
  }

  @ProcessElement
  public void trace(@Element SourceRow row, OutputReceiver<KV<Integer, Traced>> out) {
    Traced traced = shaper.trace(row, asked);
    if (traced != null) {
      out.output(KV.of(0, traced));
    }
  }
}
