package io.twinfeed.shape;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Shards;
import io.twinfeed.flow.Staged;
import io.twinfeed.flow.Tally;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RuleChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.RawUnionValue;
import org.apache.beam.sdk.transforms.join.UnionCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Makes fragments of the rows of all sources.
 *
 * @param fragments in blocks by shard
 * @param rejected the rows that can't be, for each rule
 * @param seen the rows that came, of sources that are read in part
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

  /** What leaves the shaping in one collection; an element says its place here. */
  static final List<TupleTag<?>> OUTPUTS = List.of(FRAGMENTS, FAILED, REJECTED, SEEN, COUNTED);

  /**
   * Shapes each part of the rows by itself, and joins what comes of all of them. Flink hands rows
   * on as objects only to a single step with a single output: where collections meet or part, it
   * writes them to bytes, row by row, and each place costs a task of its own.
   *
   * @param parameters the parameters' values, by name
   * @param choice the rules that are followed
   */
  public static Shape rows(
      Map<SourceQuery, PCollectionList<SourceRow>> sources,
      PipelineSpec spec,
      ModelSet models,
      Map<String, Object> parameters,
      RuleChoice choice,
      Shards shards) {
    KvCoder<Integer, byte[]> blocks = KvCoder.of(shards.coder(), ByteArrayCoder.of());
    SerializableCoder<Failure> failures = SerializableCoder.of(Failure.class);
    SerializableCoder<RejectedRow> rejects = SerializableCoder.of(RejectedRow.class);
    SerializableCoder<SeenRow> seen = SerializableCoder.of(SeenRow.class);
    SerializableCoder<Tally> tallies = SerializableCoder.of(Tally.class);
    UnionCoder either = UnionCoder.of(List.of(blocks, failures, rejects, seen, tallies));
    List<PCollection<RawUnionValue>> parts = new ArrayList<>();
    sources.forEach(
        (query, rows) -> {
          for (PCollection<SourceRow> part : rows.getAll()) {
            parts.add(
                part.apply(
                        "Shape %s %d".formatted(query.source(), parts.size()),
                        ParDo.of(new ShapeFn(spec, models, query, parameters, choice, shards)))
                    .setCoder(either));
          }
        });
    PCollectionTuple shaped =
        PCollectionList.of(parts)
            .apply("All that is shaped", Flatten.pCollections())
            .apply(
                "Take apart",
                ParDo.of(new TakeApartFn())
                    .withOutputTags(
                        FRAGMENTS, TupleTagList.of(OUTPUTS.subList(1, OUTPUTS.size()))));
    return new Shape(
        new Staged<>(
            shaped.get(FRAGMENTS).setCoder(blocks),
            shaped.get(FAILED).setCoder(failures),
            shaped.get(COUNTED).setCoder(tallies)),
        shaped.get(REJECTED).setCoder(rejects),
        shaped.get(SEEN).setCoder(seen));
  }
}
