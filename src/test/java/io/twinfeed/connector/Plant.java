package io.twinfeed.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.adt.ServiceLost;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.testing.TestPipeline;

/** A twin service with a model of pumps, and a look at its graph. */
final class Plant implements AutoCloseable {
  static final String PUMP = "dtmi:com:example:Pump;1";
  private static final String MODEL =
      """
      {"@id": "dtmi:com:example:Pump;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
       "contents": [
         {"@type": "Property", "name": "name", "schema": "string"},
         {"@type": "Property", "name": "temperature", "schema": "double"},
         {"@type": "Component", "name": "plate", "schema": "dtmi:com:example:Plate;1"},
         {"@type": "Relationship", "name": "feeds",
          "properties": [{"@type": "Property", "name": "note", "schema": "string"}]}]}
      """;
  private static final String PLATE =
      """
      {"@id": "dtmi:com:example:Plate;1", "@type": "Interface", "@context": "dtmi:dtdl:context;3",
       "contents": [{"@type": "Property", "name": "serial", "schema": "string"}]}
      """;

  private final LocalService service;
  private final TwinStore store;

  Plant() {
    this(LocalSettings.onFreePort());
  }

  Plant(LocalSettings settings) {
    service = LocalService.start(settings);
    store = TwinService.connect(endpoint());
    assertThat(store.addModels(List.of(MODEL, PLATE)).join().isDone()).isTrue();
  }

  String endpoint() {
    return service.endpoint().toString();
  }

  TwinStore store() {
    return store;
  }

  Twin twin(String id) {
    return ServiceLost.unlessDone(store.twin(new TwinId(id)).join(), "twin " + id);
  }

  boolean has(String id) {
    return !store.twin(new TwinId(id)).join().isStatus(404);
  }

  Relationship relationship(String source, String id) {
    return ServiceLost.unlessDone(
        store.relationship(new TwinId(source), id).join(), "relationship " + id);
  }

  @Override
  public void close() {
    store.close();
    service.close();
  }

  static Value text(String text) {
    return new Value.Text(text);
  }

  static Twin pump(String id, Map<String, Value> properties) {
    return new Twin(new TwinId(id), PUMP, properties, Map.of("plate", Map.of()), Map.of(), null);
  }

  static Mutation.UpsertTwin upsert(String id, String name) {
    return new Mutation.UpsertTwin(pump(id, Map.of("name", text(name))));
  }

  static Relationship feeds(String source, String id, String target) {
    return new Relationship(new TwinId(source), id, "feeds", new TwinId(target), Map.of(), null);
  }

  static Patch remove(String pointer) {
    return new Patch(List.of(new Patch.Remove(pointer)));
  }

  static Patch set(String pointer, Value value) {
    return new Patch(List.of(new Patch.Add(pointer, value)));
  }

  /** Builds a pipeline and runs it to its end on the Direct runner, so that no test forgets to. */
  static PipelineResult run(Consumer<Pipeline> build) {
    Pipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    build.accept(pipeline);
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result;
  }
}
