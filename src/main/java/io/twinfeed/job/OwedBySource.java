package io.twinfeed.job;

import io.twinfeed.flow.Owed;
import io.twinfeed.shape.RejectedRow;
import io.twinfeed.spec.PipelineSpec;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Sorts owed rows by the source that has to be asked for them. A source without a key can't be.
 *
 * @param twins the sources of the twin rules; empty text for one without a key
 * @param links those of the relationship rules
 */
record OwedBySource(List<String> twins, List<String> links) implements Serializable {
  private static final KvCoder<String, Owed> CODER =
      KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Owed.class));

  OwedBySource {
    twins = List.copyOf(twins);
    links = List.copyOf(links);
  }

  static OwedBySource of(PipelineSpec spec) {
    return new OwedBySource(
        spec.twins().stream().map(rule -> keyed(spec, rule.from().text())).toList(),
        spec.relationships().stream().map(rule -> keyed(spec, rule.from().text())).toList());
  }

  private static String keyed(PipelineSpec spec, String source) {
    var found = spec.sources().get(source);
    return found == null || found.key().isEmpty() ? "" : source;
  }

  PCollection<KV<String, Owed>> of(String stage, PCollection<Owed> owed) {
    return owed.apply("Owed of " + stage, ParDo.of(new SortFn(this))).setCoder(CODER);
  }

  PCollection<KV<String, Owed>> rejected(PCollection<RejectedRow> rejected) {
    return rejected.apply("Owed of rows", ParDo.of(new RejectedFn(this))).setCoder(CODER);
  }

  private void sort(Owed owed, DoFn.OutputReceiver<KV<String, Owed>> out) {
    String source = owed.rule() < 0 ? "" : (owed.ofTwin() ? twins : links).get(owed.rule());
    if (!source.isEmpty() && !owed.rows().isEmpty()) {
      out.output(KV.of(source, owed));
    }
  }

  private static final class SortFn extends DoFn<Owed, KV<String, Owed>> {
    private static final long serialVersionUID = 1;
    private final OwedBySource sources;

    private SortFn(OwedBySource sources) {
      this.sources = sources;
    }

    @ProcessElement
    public void sort(@Element Owed owed, OutputReceiver<KV<String, Owed>> out) {
      sources.sort(owed, out);
    }
  }

  private static final class RejectedFn extends DoFn<RejectedRow, KV<String, Owed>> {
    private static final long serialVersionUID = 1;
    private final OwedBySource sources;

    private RejectedFn(OwedBySource sources) {
      this.sources = sources;
    }

    @ProcessElement
    public void sort(@Element RejectedRow row, OutputReceiver<KV<String, Owed>> out) {
      if (row.row() != null) {
        sources.sort(new Owed(row.ofTwin(), row.rule(), List.of(row.row()), true), out);
      }
    }
  }
}
