package io.twinfeed.shape;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Staged;
import io.twinfeed.flow.Tally;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.spec.PipelineSpec;
import java.util.Map;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Makes fragments of the rows of one source.
 *
 * @param rejected the rows that can't be, for each rule
 * @param seen the rows that came, if the source is read in part
 */
public record Shape(
    Staged<Fragment> fragments, PCollection<RejectedRow> rejected, PCollection<SeenRow> seen) {
  static final TupleTag<Fragment> FRAGMENTS = new TupleTag<>("fragments") {};
  static final TupleTag<Failure> FAILED = new TupleTag<>("failed") {};
  static final TupleTag<RejectedRow> REJECTED = new TupleTag<>("rejected") {};
  static final TupleTag<SeenRow> SEEN = new TupleTag<>("seen") {};
  static final TupleTag<Tally> COUNTED = new TupleTag<>("counted") {};

  /**
   * @param parameters the parameters' values, by name
   */
  public static Shape rows(
      PCollection<SourceRow> rows,
      SourceQuery query,
      PipelineSpec spec,
      ModelSet models,
      Map<String, Object> parameters) {
    var shaped =
        rows.apply(
            "Shape " + query.source(),
            ParDo.of(new ShapeFn(spec, models, query, parameters))
                .withOutputTags(
                    FRAGMENTS, TupleTagList.of(FAILED).and(REJECTED).and(SEEN).and(COUNTED)));
    return new Shape(
        new Staged<>(
            shaped.get(FRAGMENTS).setCoder(new FragmentCoder()),
            shaped.get(FAILED).setCoder(SerializableCoder.of(Failure.class)),
            shaped.get(COUNTED).setCoder(SerializableCoder.of(Tally.class))),
        shaped.get(REJECTED).setCoder(SerializableCoder.of(RejectedRow.class)),
        shaped.get(SEEN).setCoder(SerializableCoder.of(SeenRow.class)));
  }
}
