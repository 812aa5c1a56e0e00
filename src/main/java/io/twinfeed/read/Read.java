package io.twinfeed.read;

import io.twinfeed.read.Range.Position;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads the rows of one source. A row that comes in twice was there twice. The rows come in parts,
 * which whoever uses them joins as late as possible: Flink writes every element to bytes where
 * collections meet.
 */
public final class Read extends PTransform<PCollection<Integer>, PCollectionList<SourceRow>> {
  private static final long serialVersionUID = 1;

  private final SourceQuery query;

  private Read(SourceQuery query) {
    super("Read " + query.source());
    this.query = query;
  }

  /** Reads once for each element that it is given: for one, when reading may begin. */
  public static Read source(SourceQuery query) {
    return new Read(query);
  }

  @Override
  public PCollectionList<SourceRow> expand(PCollection<Integer> begin) {
    // JdbcIO asks the registry for it
    begin
        .getPipeline()
        .getCoderRegistry()
        .registerCoderForClass(SourceRow.class, new SourceRowCoder());
    SourceQuery.Ranges ranges = query.partition();
    if (ranges == null || ranges.into() < 2) {
      return PCollectionList.of(
          begin
              .apply("One range", ParDo.of(new WholeFn()))
              .setCoder(coder())
              .apply("Rows", rows(Position.WHOLE, "")));
    }
    Map<Position, TupleTag<Range>> tags = new EnumMap<>(Position.class);
    for (Position position : Position.values()) {
      tags.put(position, new TupleTag<>(position.name()) {});
    }
    TupleTag<Range> main = new TupleTag<>("none") {};
    var split =
        begin.apply(
            "Split",
            ParDo.of(new SplitFn(query, ranges, tags))
                .withOutputTags(main, TupleTagList.of(new ArrayList<TupleTag<?>>(tags.values()))));
    List<PCollection<SourceRow>> parts = new ArrayList<>();
    tags.forEach(
        (position, tag) ->
            parts.add(
                split
                    .get(tag)
                    .setCoder(coder())
                    .apply("Spread " + position, Reshuffle.viaRandomKey())
                    .apply("Rows " + position, rows(position, ranges.by()))));
    split.get(main).setCoder(coder());
    return PCollectionList.of(parts);
  }

  private JdbcIO.ReadAll<Range, SourceRow> rows(Position position, String by) {
    List<Object> binds = query.binds();
    return JdbcIO.<Range, SourceRow>readAll()
        .withDataSourceProviderFn(ConnectionSource.of(query.connection()))
        .withQuery(Range.select(query.select(), by, position))
        .withParameterSetter(
            (range, statement) -> {
              int place = Splits.bind(statement, binds);
              for (Object bind : range.binds()) {
                statement.setObject(place++, bind);
              }
            })
        .withRowMapper(new SourceRowMapper(query.readers(), query.connection().timeZone()))
        .withFetchSize(Databases.fetchSize(query.connection()))
        .withOutputParallelization(false);
  }

  private static final class WholeFn extends DoFn<Integer, Range> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void whole(OutputReceiver<Range> out) {
      out.output(new Range(null, null));
    }
  }

  private static SerializableCoder<Range> coder() {
    return SerializableCoder.of(Range.class);
  }
}
