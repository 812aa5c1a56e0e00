package io.twinfeed.planfile;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.Owed;
import io.twinfeed.flow.WholeFile;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Step;
import io.twinfeed.plan.Told;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
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
 * Writes the lines of a plan, in several files of which each is ordered: whoever has started the
 * pipeline merges them. Which of them a line is in does not matter.
 */
public final class PlanParts {
  static final String PREFIX = "steps-";
  // Each is ordered in memory
  private static final int PARTS = 32;

  private static final String BEHIND_STEPS = "80 ";
  private static final String BEHIND_RECORDS = "90 ";

  // A part without lines is written, too: an attempt that was lost may have left some in its place
  private static final List<KV<Integer, byte[]>> NO_LINES =
      IntStream.range(0, PARTS).mapToObj(part -> KV.of(part, new byte[0])).toList();

  private PlanParts() {}

  /**
   * @param directory an empty one that all workers see
   * @param fed what else is on record from then on: the same, fed by other rows
   * @param open rows that stay open, by source
   */
  public static void to(
      String directory,
      PCollection<Told.Batch> told,
      PCollection<byte[]> fed,
      PCollection<KV<String, Owed>> open) {
    KvCoder<Integer, byte[]> lines = KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
    PCollectionList.of(
            List.of(
                told.apply("Lines of the plan", ParDo.of(new LinesFn())).setCoder(lines),
                fed.apply("Lines of the record", ParDo.of(new RecordLinesFn())).setCoder(lines),
                open.apply("Lines of open rows", ParDo.of(new OpenLinesFn())).setCoder(lines),
                told.getPipeline().apply("Every part", Create.of(NO_LINES).withCoder(lines))))
        .apply("All lines", Flatten.pCollections())
        .apply("By part of the plan", GroupByKey.create())
        .apply("Write the plan", ParDo.of(new WriteFn(directory)));
  }

  /** What a line is ordered by, a tab, and the line. */
  static String ordered(Told told) {
    if (told instanceof Step step) {
      Change change = step.planned().change();
      return String.format(Locale.ROOT, "%02d", List.of(Step.Kind.values()).indexOf(step.kind()))
          + " "
          + change.rule().replaceAll("\\s", " ")
          + "\u0001"
          + change.twin()
          + "\u0001"
          + linkId(change)
          + "\t"
          + JsonValues.line(StepJson.of(step))
          + "\n";
    }
    Told.Settled settled = (Told.Settled) told;
    return BEHIND_STEPS + settled.twin() + "\t" + JsonValues.line(StepJson.of(settled)) + "\n";
  }

  private static String linkId(Change change) {
    if (change instanceof Change.CreateLink create) {
      return create.link().id();
    }
    if (change instanceof Change.PatchLink patch) {
      return patch.link().id();
    }
    return change instanceof Change.DeleteLink delete ? delete.link().id() : "";
  }

  private static final class LinesFn extends DoFn<Told.Batch, KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void lines(@Element Told.Batch batch, OutputReceiver<KV<Integer, byte[]>> out) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      List<Told> all = batch.all();
      all.forEach(told -> lines.writeBytes(ordered(told).getBytes(StandardCharsets.UTF_8)));
      int hash = all.get(0).twin().hashCode();
      out.output(KV.of(Math.floorMod(hash ^ (hash >>> 16), PARTS), lines.toByteArray()));
    }
  }

  private static final class RecordLinesFn extends DoFn<byte[], KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void lines(@Element byte[] fed, OutputReceiver<KV<Integer, byte[]>> out)
        throws IOException {
      for (Known known : KnownBytes.all(fed)) {
        String line =
            ordered(new Told.Settled(known.twin(), new Ledger(List.of(), List.of(known))));
        out.output(
            KV.of(
                Math.floorMod(known.twin().hashCode(), PARTS),
                line.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private static final class OpenLinesFn extends DoFn<KV<String, Owed>, KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void line(@Element KV<String, Owed> open, OutputReceiver<KV<Integer, byte[]>> out) {
      String json = JsonValues.line(OpenJson.of(open));
      String line = BEHIND_RECORDS + json + "\t" + json + "\n";
      out.output(
          KV.of(Math.floorMod(json.hashCode(), PARTS), line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static final class WriteFn extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {
    private static final long serialVersionUID = 1;
    private final String directory;

    private WriteFn(String directory) {
      this.directory = directory;
    }

    @ProcessElement
    public void write(@Element KV<Integer, Iterable<byte[]>> part) throws IOException {
      List<String> lines = new ArrayList<>();
      for (byte[] some : part.getValue()) {
        new String(some, StandardCharsets.UTF_8).lines().forEach(lines::add);
      }
      lines.sort(null);
      try (OutputStream out = WholeFile.begin(directory, PREFIX + part.getKey())) {
        for (String line : lines) {
          out.write(line.getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
    }
  }
}
