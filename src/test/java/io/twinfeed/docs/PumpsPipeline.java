package io.twinfeed.docs;

import io.twinfeed.connector.DigitalTwinsIO;
import io.twinfeed.connector.Mutation;
import io.twinfeed.connector.Write;
import io.twinfeed.connector.WriteFailure;
import io.twinfeed.connector.WriteResult;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Brings pumps and what they feed from a file into a graph: pump-1,North pump,pump-2. */
public final class PumpsPipeline {
  private PumpsPipeline() {}

  public static void main(String[] args) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(args).create());
    build(pipeline, "pumps.csv", "refused.txt");
    pipeline.run().waitUntilFinish();
  }

  static void build(Pipeline pipeline, String pumps, String refused) {
    TypeDescriptor<Mutation> mutations = TypeDescriptor.of(Mutation.class);
    Write write = DigitalTwinsIO.write().to("${env:TWINS_ENDPOINT}").withShare(0.8);
    PCollection<String> rows = pipeline.apply("Read", TextIO.read().from(pumps));

    WriteResult twins =
        rows.apply("Pumps", MapElements.into(mutations).via(PumpsPipeline::pump))
            .apply("Write pumps", write);
    WriteResult links =
        rows.apply("Feeds", MapElements.into(mutations).via(PumpsPipeline::feeds))
            .apply("After the pumps", Wait.on(twins.successes()))
            .apply("Write feeds", write);

    PCollectionList.of(twins.failures())
        .and(links.failures())
        .apply("Refused", Flatten.pCollections())
        .apply("Why", MapElements.into(TypeDescriptors.strings()).via(WriteFailure::message))
        .apply("Tell", TextIO.write().to(refused).withoutSharding());
  }

  private static Mutation pump(String row) {
    String[] cells = row.split(",");
    Map<String, Value> properties = Map.of("name", new Value.Text(cells[1]));
    return new Mutation.UpsertTwin(
        new Twin(
            new TwinId(cells[0]), "dtmi:com:example:Pump;1", properties, Map.of(), Map.of(), null));
  }

  private static Mutation feeds(String row) {
    String[] cells = row.split(",");
    return new Mutation.UpsertRelationship(
        new Relationship(
            new TwinId(cells[0]),
            "feeds-" + cells[2],
            "feeds",
            new TwinId(cells[2]),
            Map.of(),
            null));
  }
}
