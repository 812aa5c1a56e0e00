package io.twinfeed.shape;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Shards;
import io.twinfeed.flow.Staged;
import io.twinfeed.flow.Tally;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.spec.PipelineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Makes fragments of the rows of one source.
 *
 * @param fragments in blocks by shard
 * @param rejected the rows that can't be, for each rule
 * @param seen the rows that came, if the source is read in part
 */
public record Shape(
    Staged<KV<Integer, byte[]>> fragments,
    PCollection<RejectedRow> rejected,
    PCollection<SeenRow> seen) {
  static final TupleTag<KV<Integer, byte[]>> FRAGMENTS = new TupleTag<>("fragments") {};
  static final TupleTag<Failure> FAILED = new TupleTag<>("failed") {};
  static final TupleTag<RejectedRow> REJECTED = new TupleTag<>("rejected") {};
  static final TupleTag<SeenRow> SEEN = new TupleTag<>("seen") {};
  static final TupleTag<Tally> COUNTED = new TupleTag<>("counted") {};

  /**
   * Shapes each part of the rows by itself and joins what comes of them: where rows meet they would
   * have to be written to bytes, one by one.
   *
   * @param parameters the parameters' values, by name
   */
  public static Shape rows(
      PCollectionList<SourceRow> rows,
      SourceQuery query,
      PipelineSpec spec,
      ModelSet models,
      Map<String, Object> parameters,
      Shards shards) {
    List<PCollectionTuple> parts = new ArrayList<>();
    for (PCollection<SourceRow> part : rows.getAll()) {
      parts.add(
          part.apply(
              "Shape %s %d".formatted(query.source(), parts.size()),
              ParDo.of(new ShapeFn(spec, models, query, parameters, shards))
                  .withOutputTags(
                      FRAGMENTS, TupleTagList.of(FAILED).and(REJECTED).and(SEEN).and(COUNTED))));
    }
    String source = query.source();
    return new Shape(
        new Staged<>(
            all(parts, FRAGMENTS, source, KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of())),
            all(parts, FAILED, source, SerializableCoder.of(Failure.class)),
            all(parts, COUNTED, source, SerializableCoder.of(Tally.class))),
        all(parts, REJECTED, source, SerializableCoder.of(RejectedRow.class)),
        all(parts, SEEN, source, SerializableCoder.of(SeenRow.class)));
  }

  private static <T> PCollection<T> all(
      List<PCollectionTuple> parts, TupleTag<T> tag, String source, Coder<T> coder) {
    return PCollectionList.of(parts.stream().map(part -> part.get(tag).setCoder(coder)).toList())
        .apply("All %s of %s".formatted(tag.getId(), source), Flatten.pCollections());
  }
}
