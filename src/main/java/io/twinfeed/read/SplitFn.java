package io.twinfeed.read;

import io.twinfeed.read.Range.Position;
import java.sql.SQLException;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Cuts a source into ranges, in the worker: only there is a password resolved. */
final class SplitFn extends DoFn<Integer, Range> {
  private static final long serialVersionUID = 1;

  private final SourceQuery query;
  private final SourceQuery.Ranges ranges;
  private final Map<Position, TupleTag<Range>> tags;

  SplitFn(SourceQuery query, SourceQuery.Ranges ranges, Map<Position, TupleTag<Range>> tags) {
    this.query = query;
    this.ranges = ranges;
    this.tags = Map.copyOf(tags);
  }

  @ProcessElement
  public void split(MultiOutputReceiver out) throws SQLException {
    try (var connection = Databases.open(query.connection())) {
      for (Range range : Splits.of(query, ranges, connection)) {
        TupleTag<Range> tag = tags.get(range.position());
        if (tag != null) {
          out.get(tag).output(range);
        }
      }
    }
  }
}
