package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.rest.Response;
import com.azure.core.models.JsonPatchDocument;
import com.azure.core.util.Context;
import com.azure.digitaltwins.core.BasicDigitalTwin;
import com.azure.digitaltwins.core.BasicRelationship;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.implementation.models.ErrorResponseException;
import com.azure.digitaltwins.core.models.CreateOrReplaceDigitalTwinOptions;
import com.azure.digitaltwins.core.models.DigitalTwinsModelData;
import com.azure.digitaltwins.core.models.IncomingRelationship;
import com.azure.digitaltwins.core.models.ListModelsOptions;
import com.azure.digitaltwins.core.models.QueryOptions;
import com.azure.digitaltwins.core.models.UpdateDigitalTwinOptions;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** The contract as the service's own Java clients see it. */
class LocalSdkTest {
  private LocalService service;
  private DigitalTwinsClient client;

  @BeforeEach
  void start() throws Exception {
    service = LocalService.start(LocalSettings.onFreePort());
    client = Sdk.sync(service);
    List<String> models =
        StreamSupport.stream(new ObjectMapper().readTree(Plant.MODELS).spliterator(), false)
            .map(Object::toString)
            .toList();
    client.createModels(models);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void errors_arrive_with_status_and_code() {
    assertThatThrownBy(() -> client.getDigitalTwin("m", BasicDigitalTwin.class))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            e -> {
              assertThat(e.getResponse().getStatusCode()).isEqualTo(404);
              assertThat(e.getValue().getError().getCode()).isEqualTo("DigitalTwinNotFound");
            });
    assertThatThrownBy(() -> client.createOrReplaceDigitalTwin("m", Map.of(), Map.class))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            e ->
                assertThat(e.getValue().getError().getDetails())
                    .singleElement()
                    .satisfies(each -> assertThat(each.getCode()).isEqualTo("ValidationFailed")));
  }

  @Test
  void a_second_creation_is_refused() {
    create("m", Map.of());
    assertThatThrownBy(
            () ->
                client.createOrReplaceDigitalTwinWithResponse(
                    "m",
                    machine(Map.of()),
                    Object.class,
                    new CreateOrReplaceDigitalTwinOptions().setIfNoneMatch("*"),
                    Context.NONE))
        .isInstanceOfSatisfying(
            ErrorResponseException.class,
            e -> assertThat(e.getResponse().getStatusCode()).isEqualTo(412));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[obsolete] pump",
        "{x}",
        "\"quoted\"",
        "[1,2]",
        "{\"a\":1}",
        "null",
        "ü\n\t\\",
        ""
      })
  void texts_of_any_beginning_come_back_as_they_were(String text) {
    create("m", Map.of("name", text));
    assertThat(client.getDigitalTwin("m", BasicDigitalTwin.class).getContents())
        .containsEntry("name", text);
    JsonPatchDocument patch = new JsonPatchDocument();
    patch.appendAdd("/Group", text);
    client.updateDigitalTwin("m", patch);
    assertThat(client.getDigitalTwin("m", BasicDigitalTwin.class).getContents())
        .containsEntry("Group", text);
  }

  @Test
  void a_twin_lives_through_the_sync_client() {
    create("m", Map.of("speed", 1.5));
    Response<BasicDigitalTwin> read =
        client.getDigitalTwinWithResponse("m", BasicDigitalTwin.class, Context.NONE);
    assertThat(read.getValue().getETag()).isEqualTo(read.getHeaders().getValue("ETag"));
    assertThat(read.getValue().getMetadata().getModelId()).isEqualTo(Plant.MACHINE);
    assertThat(read.getValue().getMetadata().getPropertyMetadata()).containsKey("speed");
    JsonPatchDocument patch = new JsonPatchDocument();
    patch.appendReplace("/speed", 2);
    client.updateDigitalTwinWithResponse(
        "m",
        patch,
        new UpdateDigitalTwinOptions().setIfMatch(read.getValue().getETag()),
        Context.NONE);
    JsonPatchDocument heat = new JsonPatchDocument();
    heat.appendAdd("/mode", "eco");
    client.updateComponent("m", "heat", heat);
    assertThat(client.getComponent("m", "heat", Map.class).get("mode")).isEqualTo("eco");
    client.deleteDigitalTwin("m");
    assertThat(client.query("SELECT * FROM DIGITALTWINS", BasicDigitalTwin.class)).isEmpty();
  }

  @Test
  void relationships_and_pages_work_through_the_sync_client() {
    create("hub", Map.of());
    for (int i = 100; i < 125; i++) {
      create("m" + i, Map.of());
      client.createOrReplaceRelationship(
          "m" + i,
          "r",
          new BasicRelationship("r", "m" + i, "hub", "feeds").addProperty("rate", i),
          BasicRelationship.class);
      client.createOrReplaceRelationship(
          "hub", "to" + i, new BasicRelationship("to" + i, "hub", "m" + i, "near"), Object.class);
    }
    assertThat(client.listIncomingRelationships("hub"))
        .hasSize(25)
        .extracting(IncomingRelationship::getSourceId)
        .startsWith("m100", "m101");
    assertThat(client.listRelationships("hub", BasicRelationship.class)).hasSize(25);
    assertThat(client.listRelationships("hub", "feeds", BasicRelationship.class, Context.NONE))
        .isEmpty();
    assertThat(
            client.query(
                "SELECT * FROM DIGITALTWINS",
                BasicDigitalTwin.class,
                new QueryOptions().setMaxItemsPerPage(7),
                Context.NONE))
        .hasSize(26);
    assertThatThrownBy(() -> client.deleteDigitalTwin("hub"))
        .isInstanceOf(ErrorResponseException.class)
        .hasMessageContaining("RelationshipsNotDeleted");
  }

  @Test
  void models_work_through_the_sync_client() {
    assertThat(
            client.listModels(
                new ListModelsOptions().setMaxItemsPerPage(2).setIncludeModelDefinition(true),
                Context.NONE))
        .extracting(DigitalTwinsModelData::getModelId)
        .containsExactly(Plant.ASSET, Plant.HALL, Plant.MACHINE, Plant.THERMOSTAT);
    client.decommissionModel(Plant.HALL);
    DigitalTwinsModelData hall = client.getModel(Plant.HALL);
    assertThat(hall.isDecommissioned()).isTrue();
    assertThat(hall.getUploadedOn()).isNotNull();
    client.deleteModel(Plant.HALL);
  }

  @Test
  void many_writes_at_once_all_arrive_through_the_async_client() {
    DigitalTwinsAsyncClient async = Sdk.builder(service).buildAsyncClient();
    create("hub", Map.of());
    Flux.range(0, 400)
        .flatMap(
            i ->
                async
                    .createOrReplaceDigitalTwin("m" + i, machine(Map.of("count", i)), Map.class)
                    .then(
                        async.createOrReplaceRelationship(
                            "m" + i,
                            "r",
                            new BasicRelationship("r", "m" + i, "hub", "feeds"),
                            BasicRelationship.class)),
            50)
        .blockLast();
    assertThat(async.listIncomingRelationships("hub").count().block()).isEqualTo(400);
    assertThat(
            async
                .query("SELECT * FROM DIGITALTWINS WHERE [[count]] >= 200", BasicDigitalTwin.class)
                .count()
                .block())
        .isEqualTo(200);
  }

  private void create(String id, Map<String, Object> values) {
    client.createOrReplaceDigitalTwin(id, machine(values), Map.class);
  }

  private static Map<String, Object> machine(Map<String, Object> values) {
    Map<String, Object> twin = new LinkedHashMap<>(values);
    twin.put("$metadata", Map.of("$model", Plant.MACHINE));
    twin.put("heat", Map.of("$metadata", Map.of()));
    return twin;
  }
}
