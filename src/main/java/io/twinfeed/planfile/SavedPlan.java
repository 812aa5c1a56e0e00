package io.twinfeed.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.flow.Owed;
import io.twinfeed.plan.Told;
import io.twinfeed.plan.ToldCoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * A plan that comes from a file.
 *
 * @param told what it says
 * @param owed rows that it leaves open, by source
 */
public record SavedPlan(PCollection<Told.Batch> told, PCollection<KV<String, Owed>> owed) {
  static final String OPEN = "open";

  private static final TupleTag<Told.Batch> TOLD = new TupleTag<>("told") {};
  private static final TupleTag<KV<String, Owed>> OWED = new TupleTag<>("owed") {};

  /**
   * Reads one.
   *
   * @param file known to be whole, on a file system that the workers see
   */
  public static SavedPlan read(Pipeline pipeline, String file) {
    PCollectionTuple read =
        pipeline
            .apply("The plan", Create.of(file).withCoder(StringUtf8Coder.of()))
            .apply("Read lines", ParDo.of(new LinesFn()))
            .setCoder(StringUtf8Coder.of())
            // By steps of the same twins many workers would wait for one
            .apply("Spread lines", Reshuffle.viaRandomKey())
            .apply(
                "Read steps", ParDo.of(new StepsFn()).withOutputTags(TOLD, TupleTagList.of(OWED)));
    return new SavedPlan(
        read.get(TOLD).setCoder(new ToldCoder()),
        read.get(OWED)
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Owed.class))));
  }

  /** Some lines in each element. */
  private static final class LinesFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1;
    private static final int LINES = 200;

    @ProcessElement
    public void read(@Element String file, OutputReceiver<String> out) throws IOException {
      var resource = FileSystems.matchNewResource(file, false);
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  Channels.newInputStream(FileSystems.open(resource)), StandardCharsets.UTF_8))) {
        in.readLine(); // the header
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          lines.add(line);
          if (lines.size() == LINES) {
            out.output(String.join("\n", lines));
            lines.clear();
          }
        }
        if (!lines.isEmpty()) {
          out.output(String.join("\n", lines));
        }
      }
    }
  }

  private static final class StepsFn extends DoFn<String, Told.Batch> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void read(@Element String lines, MultiOutputReceiver out) throws IOException {
      List<Told> told = new ArrayList<>();
      for (String line : lines.split("\n", -1)) {
        JsonNode json = JsonValues.parse(line);
        switch (JsonValues.text(json, "do")) {
          case PlanFile.REJECT, PlanFile.COUNTED, PlanFile.END -> {}
          case OPEN -> out.get(OWED).output(OpenJson.read(json));
          default -> told.add(StepJson.read(json));
        }
      }
      if (!told.isEmpty()) {
        out.get(TOLD).output(new Told.Batch(told));
      }
    }
  }
}
