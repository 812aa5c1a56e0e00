package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.local.Http.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalModelsTest {
  private LocalService service;
  private Http http;

  @BeforeEach
  void start() {
    service =
        LocalService.start(
            LocalSettings.onFreePort()
                .withClock(() -> Instant.parse("2026-01-02T03:04:05.123400Z")));
    http = new Http(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void a_model_that_is_not_there_is_not_found() {
    String message =
        "404 ModelNotFound: There is no Model(s) available that matches the provided id(s)"
            + " dtmi:plant:Hall;1. Check that the Model ID provided is valid by doing a Model_List"
            + " API call.";
    assertThat(http.get("/models/dtmi:plant:Hall;1").error()).isEqualTo(message);
    assertThat(http.delete("/models/dtmi%3Aplant%3AHall%3B1").error()).isEqualTo(message);
    assertThat(decommission(Plant.HALL).error()).isEqualTo(message);
    assertThat(http.get("/models/hall").error()).startsWith("400 InvalidArgument: ");
  }

  @Test
  void no_models_are_refused() {
    assertThat(http.post("/models", "[]").error())
        .isEqualTo(
            "400 InvalidArgument: Operation failed as models provided was empty or of a type that"
                + " is not supported.. Check that your Model Array contains at least one item and"
                + " it is of a supported type. See link(https://aka.ms/ADTv2Models) for details.");
    assertThat(http.post("/models", "").error()).startsWith("400 BadRequest: ");
  }

  @Test
  void a_model_without_an_id_is_refused_in_the_words_of_the_service() {
    assertThat(http.post("/models", "[{\"@context\":\"dtmi:dtdl:context;2\"}]").error())
        .isEqualTo(
            "400 DTDLParserError: None of the models in this request could be created due to a"
                + " problem with one or more models: In source, top-level JSON element requires an"
                + " identifer but none provided. Add an '@id' property whose value is a string that"
                + " conforms to the DTMI syntax --"
                + " see https://github.com/Azure/digital-twin-model-identifier.. See model"
                + " documentation(https://aka.ms/ADTv2Models) for supported format.");
  }

  @Test
  void one_bad_model_keeps_all_of_a_request_out() {
    Reply reply =
        http.post(
            "/models",
            """
            [{"@id":"dtmi:plant:Good;1","@type":"Interface","@context":"dtmi:dtdl:context;2"},
             {"@id":"dtmi:plant:Bad;1","@type":"Interface","@context":"dtmi:dtdl:context;2",
              "extends":"dtmi:plant:Absent;1"}]""");
    assertThat(reply.error()).startsWith("400 DTDLParserError: ").contains("dtmi:plant:Absent;1");
    assertThat(http.get("/models").body()).isEqualTo("{\"value\":[],\"nextLink\":null}");
  }

  @Test
  void more_than_250_models_are_too_many() {
    assertThat(http.post("/models", models(251)).error()).startsWith("400 LimitExceeded: ");
    assertThat(http.post("/models", models(250)).status()).isEqualTo(201);
  }

  @Test
  void ids_that_are_there_are_named() {
    http.post("/models", Plant.MODELS);
    assertThat(http.post("/models", Plant.MODELS).error())
        .isEqualTo(
            "409 ModelIdAlreadyExists: Some of the model ids already exist: dtmi:plant:Machine;1,"
                + " dtmi:plant:Asset;1, dtmi:plant:Thermostat;1, dtmi:plant:Hall;1. Use Model_List"
                + " API to view models that already exist. See the Swagger example"
                + " (https://aka.ms/ModelListSwSmpl).");
  }

  @Test
  void a_model_that_others_refer_to_stays() {
    http.post("/models", Plant.MODELS);
    assertThat(http.delete("/models/" + Plant.ASSET).error())
        .isEqualTo(
            "409 ModelReferencesNotDeleted: This model is currently being referenced by"
                + " dtmi:plant:Machine;1. You must delete these references before deleting the"
                + " Model.. To delete references, do Delete Model on Ids provided above.");
    assertThat(decommission(Plant.THERMOSTAT).error())
        .startsWith("409 ModelReferencesNotDecommissioned: ");
    assertThat(http.delete("/models/" + Plant.MACHINE).status()).isEqualTo(204);
    assertThat(http.delete("/models/" + Plant.ASSET).status()).isEqualTo(204);
  }

  @Test
  void a_decommissioned_model_takes_no_new_twins() {
    http.post("/models", Plant.MODELS);
    String hall = "{\"$metadata\":{\"$model\":\"dtmi:plant:Hall;1\"}}";
    http.put("/digitaltwins/old", hall);
    assertThat(
            http.patch(
                    "/models/" + Plant.HALL,
                    "[{\"op\":\"replace\",\"path\":\"/displayName\",\"value\":true}]")
                .error())
        .startsWith("400 JsonPatchInvalid: ");
    assertThat(decommission(Plant.HALL).status()).isEqualTo(204);
    assertThat(decommission(Plant.HALL).status()).isEqualTo(204);
    assertThat(http.put("/digitaltwins/new", hall).error()).startsWith("400 ModelDecommissioned: ");
    assertThat(http.get("/digitaltwins/new").status()).isEqualTo(404);
    assertThat(
            http.patch("/digitaltwins/old", "[{\"op\":\"add\",\"path\":\"/area\",\"value\":9}]")
                .status())
        .isEqualTo(204);
  }

  @Test
  void twins_of_a_deleted_model_can_be_read_but_not_changed() {
    http.post("/models", Plant.MODELS);
    http.put("/digitaltwins/h", "{\"$metadata\":{\"$model\":\"dtmi:plant:Hall;1\"}}");
    assertThat(http.delete("/models/" + Plant.HALL).status()).isEqualTo(204);
    assertThat(http.get("/digitaltwins/h").status()).isEqualTo(200);
    assertThat(
            http.patch("/digitaltwins/h", "[{\"op\":\"add\",\"path\":\"/area\",\"value\":9}]")
                .error())
        .isEqualTo(
            "400 ValidationFailed: Invalid twin specified"
                + " | dtmi:plant:Hall;1 or one of its dependencies does not exist.");
    assertThat(http.delete("/digitaltwins/h").status()).isEqualTo(204);
  }

  @Test
  void a_model_is_shown_with_its_names_and_its_text_when_asked_for() {
    Reply added = http.post("/models", Plant.MODELS);
    String asset =
        "{\"id\":\"dtmi:plant:Asset;1\",\"description\":{\"en\":\"Anything that is bought\"},"
            + "\"displayName\":{\"en\":\"Asset\",\"de\":\"Anlage\"},\"decommissioned\":false,"
            + "\"uploadTime\":\"2026-01-02T03:04:05.1234+00:00\"}";
    assertThat(added.body()).contains(asset).doesNotContain("\"model\":");
    assertThat(http.get("/models/" + Plant.ASSET).body()).isEqualTo(asset);
    assertThat(
            http.get("/models/" + Plant.ASSET + "?includeModelDefinition=true")
                .json()
                .at("/model/@id")
                .asText())
        .isEqualTo(Plant.ASSET);
  }

  @Test
  void the_list_takes_the_models_asked_for_and_what_they_depend_on() {
    http.post("/models", Plant.MODELS);
    assertThat(
            http.get("/models?dependenciesFor=" + Plant.MACHINE)
                .json()
                .at("/value")
                .findValuesAsText("id"))
        .containsExactly(Plant.ASSET, Plant.MACHINE, Plant.THERMOSTAT);
  }

  @Test
  void models_whose_dependencies_are_asked_for_must_be_there() {
    assertThat(http.get("/models?dependenciesFor=no%20id").error())
        .startsWith("400 InvalidArgument: Invalid model id no id.");
    assertThat(http.get("/models?dependenciesFor=dtmi:not:There;1").error())
        .startsWith("404 ModelNotFound: ")
        .contains("dtmi:not:There;1");
  }

  @Test
  void a_model_without_an_id_is_none() {
    assertThat(http.get("/models/%20").error())
        .isEqualTo("400 MissingArgument: The model id was not provided.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"dtmi:dtdl:context;4\"",
        "\"dtmi:dtdl:context;1\"",
        "[\"dtmi:dtdl:extension:quantitativeTypes;1\",\"dtmi:dtdl:context;9.1\"]"
      })
  void a_version_of_dtdl_that_is_not_known_is_said(String context) {
    String model =
        "[{\"@id\":\"dtmi:v:A;1\",\"@type\":\"Interface\",\"@context\":" + context + "}]";
    assertThat(http.post("/models", model).error())
        .startsWith(
            "400 ModelVersionNotSupported: The model dtmi:v:A;1 is written in DTDL version");
  }

  @Test
  void pages_follow_each_other_by_their_links() {
    http.post("/models", Plant.MODELS);
    Reply first = http.get("/models", "max-items-per-page", "3");
    assertThat(first.json().at("/value")).hasSize(3);
    String next = first.json().at("/nextLink").asText();
    assertThat(next).startsWith(service.endpoint() + "/Models?");
    URI link = URI.create(next);
    Reply second = http.at("").get(link.getRawPath() + "?" + link.getRawQuery());
    assertThat(second.json().at("/value").findValuesAsText("id")).containsExactly(Plant.THERMOSTAT);
    assertThat(second.json().at("/nextLink").isNull()).isTrue();
  }

  private Reply decommission(String model) {
    return http.patch(
        "/models/" + model, "[{\"op\":\"replace\",\"path\":\"/decommissioned\",\"value\":true}]");
  }

  private static String models(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{\"@id\":\"dtmi:many:M%d;1\",\"@type\":\"Interface\",\"@context\":\"dtmi:dtdl:context;2\"}"
                    .formatted(i))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
