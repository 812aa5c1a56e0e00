package io.twinfeed.read;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** Puts what rows look up behind them; the tables come as side inputs. */
final class LookUpFn extends DoFn<SourceRow, SourceRow> {
  private static final long serialVersionUID = 1;
  private final SourceQuery query;
  private final List<PCollectionView<Map<String, Iterable<SourceRow>>>> views;

  // lives as long as the worker
  private transient LookUpRows rows;
  // lives as long as a bundle: asking the runner for a table costs more than a look into it
  private transient List<Map<String, Iterable<SourceRow>>> tables = List.of();

  LookUpFn(SourceQuery query, List<PCollectionView<Map<String, Iterable<SourceRow>>>> views) {
    this.query = query;
    this.views = List.copyOf(views);
  }

  @Setup
  public void setUp() {
    rows = new LookUpRows(query);
  }

  @StartBundle
  public void begin() {
    tables = List.of();
  }

  @ProcessElement
  public void lookUp(ProcessContext context) {
    if (tables.isEmpty()) {
      tables = views.stream().map(context::sideInput).toList();
    }
    context.output(rows.with(context.element(), tables));
  }
}
