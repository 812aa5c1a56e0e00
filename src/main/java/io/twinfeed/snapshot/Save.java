package io.twinfeed.snapshot;

import io.twinfeed.flow.Owed;
import io.twinfeed.flow.Shards;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Writes the next generation, once everything that it speaks of has been written to the graph: its
 * files in parallel, and last the manifest that makes them count.
 */
public final class Save {
  private Save() {}

  /**
   * What the manifest says beside its files.
   *
   * @param finishedAt when the run was begun is near enough: RFC 3339
   * @param sources how far each has been read; what is owed comes from the run
   */
  public record About(String runId, String finishedAt, Map<String, Manifest.SourceMark> sources)
      implements Serializable {
    public About {
      sources = new TreeMap<>(sources);
    }
  }

  /**
   * @param blocks what is known by shard, as it came in
   * @param loose what has become known in this run, some records in each element; all writes come
   *     before it
   * @param owed rows that have to be read again, by source
   * @return an element for the generation, once it counts
   */
  public static PCollection<Long> of(
      Snapshot before,
      PCollection<KV<Integer, byte[]>> blocks,
      PCollection<byte[]> loose,
      PCollection<KV<String, Owed>> owed,
      RuleNames rules,
      Shards shards,
      About about) {
    KvCoder<Integer, byte[]> coder = KvCoder.of(shards.coder(), ByteArrayCoder.of());
    PCollection<KV<Integer, byte[]>> sorted =
        loose.apply("Into blocks of what is known", ParDo.of(new SortFn(shards))).setCoder(coder);
    KvCoder<Integer, Written> parts =
        KvCoder.of(VarIntCoder.of(), SerializableCoder.of(Written.class));
    PCollection<KV<Integer, Written>> written =
        PCollectionList.of(List.of(blocks, sorted))
            .apply("All that is known", Flatten.pCollections())
            .apply("Await all writes", GroupByKey.create())
            .apply("Write frames", ParDo.of(new FramesFn(before, rules, shards)))
            .setCoder(parts);
    // A run that knows nothing has a generation, too
    PCollection<KV<Integer, Written>> blank =
        written
            .getPipeline()
            .apply("Open the manifest", Create.of(KV.of(0, Written.nothing())).withCoder(parts));
    PCollection<KV<Integer, Written>> debts =
        owed.apply("Owed by source", GroupByKey.create())
            .apply("Gather what is owed", ParDo.of(new OwedFn()))
            .setCoder(parts);
    return PCollectionList.of(List.of(written, debts, blank))
        .apply("All files", Flatten.pCollections())
        .apply("Await all files", GroupByKey.create())
        .apply("Write the manifest", ParDo.of(new ManifestFn(before, about)));
  }

  static TwinfeedException unwritable(Snapshot snapshot, IOException e) {
    return new TwinfeedException(
        Kind.STATE,
        "the state in %s can't be written: %s".formatted(snapshot.path(), e.getMessage()),
        "make room there, or choose another place with state:; the next run finds out what was"
            + " written",
        e);
  }

  /** A file, and a few of the records in it; or what is owed. */
  record Written(List<Manifest.Part> parts, List<Manifest.Item> sample, TreeMap<String, Debt> owed)
      implements Serializable {
    Written {
      parts = List.copyOf(parts);
      sample = List.copyOf(sample);
    }

    static Written nothing() {
      return of(List.of(), List.of());
    }

    static Written of(List<Manifest.Part> parts, List<Manifest.Item> sample) {
      return new Written(parts, sample, new TreeMap<>());
    }

    static Written owed(String source, Debt debt) {
      return new Written(List.of(), List.of(), new TreeMap<>(Map.of(source, debt)));
    }
  }

  /**
   * What is owed of a source.
   *
   * @param lost whether there is more than is kept
   */
  record Debt(List<String> rows, boolean lost) implements Serializable {}

  /** One manifest of all files. */
  private static final class ManifestFn extends DoFn<KV<Integer, Iterable<Written>>, Long> {
    private static final long serialVersionUID = 1;
    private static final int SAMPLE = 200;
    private final Snapshot before;
    private final About about;

    private ManifestFn(Snapshot before, About about) {
      this.before = before;
      this.about = about;
    }

    @ProcessElement
    public void write(@Element KV<Integer, Iterable<Written>> all, OutputReceiver<Long> out) {
      List<Manifest.Part> parts = new ArrayList<>();
      List<Manifest.Item> sample = new ArrayList<>();
      TreeMap<String, Manifest.SourceMark> sources = new TreeMap<>(about.sources());
      for (Written written : all.getValue()) {
        parts.addAll(written.parts());
        sample.addAll(written.sample());
        written
            .owed()
            .forEach(
                (source, debt) ->
                    sources.computeIfPresent(source, (name, mark) -> mark.with(debt)));
      }
      sample.sort(java.util.Comparator.comparing(item -> Sampling.rank(about.runId(), item)));
      Manifest manifest =
          new Manifest(
              FrameFile.FORMAT,
              before.identity(),
              before.generation() + 1,
              about.runId(),
              about.finishedAt(),
              sources,
              sample.subList(0, Math.min(sample.size(), SAMPLE)),
              parts);
      try {
        Lease.requireHeldBy(before.folder(), about.runId());
        put(manifest.toBytes());
      } catch (IOException e) {
        throw unwritable(before, e);
      }
      out.output(manifest.generation());
    }

    // That of an attempt that was lost after it stands: its files are there, too
    private void put(byte[] manifest) throws IOException {
      Folder folder = before.folder();
      String name = before.nextManifest();
      if (folder.names(name).isEmpty()) {
        try (OutputStream file = folder.create(name)) {
          file.write(manifest);
        } catch (IOException e) {
          requireOurs(e); // it is only the answer that was lost
        }
      } else if (!isOurs()) {
        // It breaks off: the run began from the last one that does not
        folder.replace(name, manifest);
      }
    }

    private void requireOurs(IOException e) throws IOException {
      if (before.folder().names(before.nextManifest()).isEmpty() || !isOurs()) {
        throw e;
      }
    }

    private boolean isOurs() throws IOException {
      Manifest there = Manifest.of(before.folder().bytes(before.nextManifest()));
      return there != null && there.runId().equals(about.runId());
    }
  }
}
