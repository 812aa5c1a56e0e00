package io.twinfeed.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.model.expansion.v1.ExpansionApi;
import org.apache.beam.model.pipeline.v1.ExternalTransforms;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.expansion.service.ExpansionService;
import org.apache.beam.sdk.schemas.SchemaTranslation;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.ByteString;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.Test;

/** What Beam YAML and other languages do: they ask an expansion service for the transforms. */
class ExpansionTest {
  private static final String URN = "beam:expansion:payload:schematransform:v1";
  private static final Row PUMP =
      RowFormTest.texts(Map.of("id", "a", "model", Plant.PUMP, "components", "{\"plate\": {}}"));

  private final ExpansionService service = new ExpansionService(new String[0]);

  @Test
  void a_configuration_that_is_wrong_is_answered_with_the_reason() throws IOException {
    var answer = expand(DigitalTwinsWriteProvider.IDENTIFIER, Map.of("endpoint", ""));

    assertThat(answer.getError()).contains("digital_twins_write: endpoint is missing");
  }

  @Test
  void the_service_tells_what_there_is_to_configure() {
    Answer<ExpansionApi.DiscoverSchemaTransformResponse> answer = new Answer<>();
    service.discoverSchemaTransform(
        ExpansionApi.DiscoverSchemaTransformRequest.getDefaultInstance(), answer);

    var found = answer.only().getSchemaTransformConfigsMap();
    var write = found.get(DigitalTwinsWriteProvider.IDENTIFIER);
    var query = found.get(DigitalTwinsQueryProvider.IDENTIFIER);
    assertThat(write.getConfigSchema().getFieldsList())
        .extracting(field -> field.getName() + (field.getType().getNullable() ? "?" : ""))
        .containsExactly("endpoint", "error_handling?", "limits?", "share?");
    assertThat(write.getConfigSchema().getFieldsList())
        .allSatisfy(field -> assertThat(field.getDescription()).isNotEmpty());
    assertThat(write.getInputPcollectionNamesList()).containsExactly("input");
    assertThat(write.getOutputPcollectionNamesList()).containsExactly("written", "errors");
    assertThat(query.getConfigSchema().getFieldsList())
        .extracting(field -> field.getName() + (field.getType().getNullable() ? "?" : ""))
        .containsExactly("endpoint", "fields?", "limits?", "query", "share?");
    assertThat(query.getOutputPcollectionNamesList()).containsExactly("output");
  }

  @Test
  void a_write_is_expanded_with_both_outputs_and_without_what_a_reference_leads_to()
      throws IOException {
    System.setProperty("twinfeed.env.EXPANDED_ENDPOINT", "http://127.0.0.1:1");
    try {
      var answer =
          expand(
              DigitalTwinsWriteProvider.IDENTIFIER,
              Map.of("endpoint", "${env:EXPANDED_ENDPOINT}", "error_handling", "bad"));

      assertThat(answer.getError()).isEmpty();
      assertThat(answer.getTransform().getOutputsMap()).containsOnlyKeys("written", "bad");
      assertThat(answer.getComponents().getTransformsMap().values())
          .extracting(RunnerApi.PTransform::getUniqueName)
          .anyMatch(name -> name.contains("/Send"));
      assertThat(answer.toByteString().toString(java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain("127.0.0.1:1");
    } finally {
      System.clearProperty("twinfeed.env.EXPANDED_ENDPOINT");
    }
  }

  @Test
  void a_query_is_expanded() throws IOException {
    var answer =
        expand(
            DigitalTwinsQueryProvider.IDENTIFIER,
            Map.of(
                "endpoint", "https://x",
                "query", "SELECT T.$dtId AS id FROM DIGITALTWINS T",
                "fields", Map.of("id", "string")));

    assertThat(answer.getError()).isEmpty();
    assertThat(answer.getTransform().getOutputsMap()).containsOnlyKeys("output");
  }

  private ExpansionApi.ExpansionResponse expand(String identifier, Map<String, Object> fields)
      throws IOException {
    Pipeline pipeline = Pipeline.create();
    boolean reads = identifier.equals(DigitalTwinsQueryProvider.IDENTIFIER);
    if (!reads) {
      pipeline.apply(Create.of(PUMP).withRowSchema(PUMP.getSchema()));
    }
    RunnerApi.Components components = PipelineTranslation.toProto(pipeline).getComponents();
    RunnerApi.PTransform.Builder transform =
        RunnerApi.PTransform.newBuilder()
            .setUniqueName("external")
            .setSpec(
                RunnerApi.FunctionSpec.newBuilder()
                    .setUrn(URN)
                    .setPayload(payload(identifier, fields)));
    if (!reads) {
      transform.putInputs("input", lastOutput(components));
    }
    Answer<ExpansionApi.ExpansionResponse> answer = new Answer<>();
    service.expand(
        ExpansionApi.ExpansionRequest.newBuilder()
            .setComponents(components)
            .setTransform(transform)
            .setNamespace("external")
            .build(),
        answer);
    return answer.only();
  }

  // That of the whole Create, which is the only one without a name in front
  private static String lastOutput(RunnerApi.Components components) {
    return components.getTransformsMap().values().stream()
        .filter(each -> each.getUniqueName().equals("Create.Values"))
        .flatMap(each -> each.getOutputsMap().values().stream())
        .findFirst()
        .orElseThrow();
  }

  private static ByteString payload(String identifier, Map<String, Object> fields)
      throws IOException {
    SchemaTransformProvider provider = SchemaTransformsTest.provider(identifier);
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    RowCoder.of(provider.configurationSchema())
        .encode(SchemaTransformsTest.configuration(provider, fields), row);
    return ExternalTransforms.SchemaTransformPayload.newBuilder()
        .setIdentifier(identifier)
        .setConfigurationSchema(
            SchemaTranslation.schemaToProto(provider.configurationSchema(), true))
        .setConfigurationRow(ByteString.copyFrom(row.toByteArray()))
        .build()
        .toByteString();
  }

  /** Keeps what the service answers; nothing goes over a wire. */
  private static final class Answer<T> implements StreamObserver<T> {
    private final List<T> answers = new ArrayList<>();

    T only() {
      assertThat(answers).hasSize(1);
      return answers.get(0);
    }

    @Override
    public void onNext(T answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable error) {
      throw new AssertionError(error);
    }

    @Override
    public void onCompleted() {}
  }
}
