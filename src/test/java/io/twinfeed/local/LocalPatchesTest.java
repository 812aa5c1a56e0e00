package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.local.Http.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patches as documents: nulls in them, and models that are on their way out. */
class LocalPatchesTest {
  private LocalService service;
  private Http http;

  @BeforeEach
  void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = Plant.withModels(service);
    http.put("/digitaltwins/m", Plant.machine("\"name\":\"a\""));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[null]",
        "[{\"op\":\"remove\",\"path\":\"/name\"},null]",
        "[null,{\"op\":\"remove\",\"path\":\"/name\"}]"
      })
  void what_is_no_array_of_operations_is_refused(String patch) {
    Reply reply = http.patch("/digitaltwins/m", patch);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(http.get("/digitaltwins/m").json().path("name").asText()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[null]", "{\"k\":null}"})
  void null_is_no_value(String value) {
    String patch = "[{\"op\":\"add\",\"path\":\"/name\",\"value\":" + value + "}]";
    assertThat(http.patch("/digitaltwins/m", patch).error())
        .isEqualTo(
            "400 ValidationFailed: Invalid patch specified | null is not a value; remove the"
                + " property instead");
  }

  @Test
  void a_twin_can_not_be_made_one_of_a_decommissioned_model() {
    http.put("/digitaltwins/asset", "{\"$metadata\":{\"$model\":\"dtmi:plant:Asset;1\"}}");
    http.put("/digitaltwins/hall", "{\"$metadata\":{\"$model\":\"dtmi:plant:Hall;1\"}}");
    http.patch(
        "/models/dtmi:plant:Hall;1",
        "[{\"op\":\"replace\",\"path\":\"/decommissioned\",\"value\":true}]");
    String patch =
        "[{\"op\":\"replace\",\"path\":\"/$metadata/$model\",\"value\":\"dtmi:plant:Hall;1\"}]";
    assertThat(http.patch("/digitaltwins/asset", patch).error())
        .isEqualTo(
            "400 ValidationFailed: Invalid twin specified | The model dtmi:plant:Hall;1 is"
                + " decommissioned.");
    assertThat(http.patch("/digitaltwins/hall", patch).status()).isEqualTo(204);
  }

  @Test
  void nulls_where_no_value_is_wanted_are_none() {
    String patch =
        "[{\"op\":\"add\",\"path\":\"/Group\",\"value\":\"g\",\"from\":null},"
            + "{\"op\":\"remove\",\"path\":\"/name\",\"value\":null}]";
    assertThat(http.patch("/digitaltwins/m", patch).status()).isEqualTo(204);
    assertThat(http.get("/digitaltwins/m").json().path("Group").asText()).isEqualTo("g");
    assertThat(http.get("/digitaltwins/m").json().has("name")).isFalse();
  }
}
