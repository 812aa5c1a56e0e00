package io.twinfeed.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Gives rows the columns of those that they look up in other sources. What is looked up is held in
 * the memory of each worker.
 */
public final class LookUp {
  private LookUp() {}

  /**
   * @param rows of the source that {@code query} reads
   * @param all the rows of every source, by its name
   */
  public static PCollectionList<SourceRow> in(
      PCollectionList<SourceRow> rows,
      SourceQuery query,
      Map<String, PCollectionList<SourceRow>> all) {
    if (query.lookUps().isEmpty()) {
      return rows;
    }
    List<PCollectionView<Map<String, Iterable<SourceRow>>>> tables = new ArrayList<>();
    for (SourceQuery.LookUp lookUp : query.lookUps()) {
      String name = lookUp.from().source() + " " + tables.size() + " for " + query.source();
      tables.add(
          Objects.requireNonNull(all.get(lookUp.from().source()), "all sources are read")
              .apply("All rows of " + name, Flatten.pCollections())
              .apply("Key " + name, ParDo.of(new KeyFn(lookUp.from())))
              .setCoder(KvCoder.of(StringUtf8Coder.of(), new SourceRowCoder()))
              .apply("Table of " + name, View.asMultimap()));
    }
    List<PCollection<SourceRow>> found = new ArrayList<>();
    for (PCollection<SourceRow> part : rows.getAll()) {
      found.add(
          part.apply(
                  "Look up for %s %d".formatted(query.source(), found.size()),
                  ParDo.of(new LookUpFn(query, tables)).withSideInputs(tables))
              .setCoder(new SourceRowCoder()));
    }
    return PCollectionList.of(found);
  }

  private static final class KeyFn extends DoFn<SourceRow, KV<String, SourceRow>> {
    private static final long serialVersionUID = 1;
    private final SourceQuery query;

    private KeyFn(SourceQuery query) {
      this.query = query;
    }

    @ProcessElement
    public void key(@Element SourceRow row, OutputReceiver<KV<String, SourceRow>> out) {
      String key = query.isDeleted(row) ? null : LookUpRows.key(row, query.key());
      if (key != null) {
        out.output(KV.of(key, row));
      }
    }
  }
}
