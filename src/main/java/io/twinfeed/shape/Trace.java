package io.twinfeed.shape;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.WholeFile;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.read.SourceRow;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.twin.TwinId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.jspecify.annotations.Nullable;

/** Follows the rules for all rows, and keeps what has to do with one twin, or with one row. */
public final class Trace {
  private static final String FILE = "traced";
  private static final SerializableCoder<Traced> CODER = SerializableCoder.of(Traced.class);

  private Trace() {}

  /**
   * What is asked for: a twin, or else a row.
   *
   * @param source the row's
   * @param key the text of each of its key columns, by name
   */
  public record Of(@Nullable TwinId twin, String source, TreeMap<String, String> key)
      implements Serializable {

    public static Of twin(TwinId twin) {
      return new Of(twin, "", new TreeMap<>());
    }

    public static Of row(String source, Map<String, String> key) {
      return new Of(null, source, new TreeMap<>(key));
    }
  }

  /**
   * Leaves what it finds in a file, for {@link #read}.
   *
   * @param directory one that all workers see
   */
  public static void to(
      String directory,
      Of asked,
      Map<SourceQuery, PCollectionList<SourceRow>> sources,
      PipelineSpec spec,
      ModelSet models,
      Map<String, Object> parameters) {
    List<PCollection<KV<Integer, Traced>>> parts = new ArrayList<>();
    sources.forEach(
        (query, rows) -> {
          for (PCollection<SourceRow> part : rows.getAll()) {
            parts.add(
                part.apply(
                        "Trace %s %d".formatted(query.source(), parts.size()),
                        ParDo.of(new TraceFn(spec, models, query, parameters, asked)))
                    .setCoder(KvCoder.of(VarIntCoder.of(), CODER)));
          }
        });
    PCollectionList.of(parts)
        .apply("All that is traced", Flatten.pCollections())
        .apply("In one place", GroupByKey.create())
        .apply("Write what is traced", ParDo.of(new WriteFn(directory)));
  }

  /** What was found, by source and row; empty if nothing was. */
  public static List<Traced> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    List<Traced> all = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        all.add(CoderUtils.decodeFromBase64(CODER, line));
      }
    }
    all.sort(Comparator.comparing(Traced::source).thenComparing(Traced::row));
    return all;
  }

  private static final class WriteFn extends DoFn<KV<Integer, Iterable<Traced>>, Void> {
    private static final long serialVersionUID = 1;
    private final String directory;

    private WriteFn(String directory) {
      this.directory = directory;
    }

    @ProcessElement
    public void write(@Element KV<Integer, Iterable<Traced>> all) throws IOException {
      try (OutputStream out = WholeFile.begin(directory, FILE)) {
        for (Traced traced : all.getValue()) {
          String line = CoderUtils.encodeToBase64(CODER, traced) + "\n";
          out.write(line.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }
}
