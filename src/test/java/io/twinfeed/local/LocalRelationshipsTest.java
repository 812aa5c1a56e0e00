package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.local.Http.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalRelationshipsTest {
  private LocalService service;
  private Http http;

  @BeforeEach
  void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = Plant.withModels(service);
    http.put("/digitaltwins/a", Plant.machine(""));
    http.put("/digitaltwins/b", Plant.machine(""));
    http.put("/digitaltwins/hall", "{\"$metadata\":{\"$model\":\"dtmi:plant:Hall;1\"}}");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void a_relationship_needs_both_its_ends() {
    assertThat(http.put("/digitaltwins/foo/relationships/r", link("b")).error())
        .startsWith("404 DigitalTwinNotFound: There is no digital twin instance that exists");
    assertThat(http.put("/digitaltwins/a/relationships/r", link("foo")).error())
        .isEqualTo(
            "404 TargetDigitalTwinNotFound: The target digital twin is invalid or does not exist."
                + " Please validate that the target twin is valid and ensure that the target twin"
                + " is not deleted. See section on querying the twins https://aka.ms/adtv2query .");
    assertThat(http.put("/digitaltwins/a/relationships/r", link("a")).error())
        .startsWith("400 OperationNotAllowed: ");
  }

  @Test
  void a_relationship_must_be_as_the_model_says() {
    assertThat(http.put("/digitaltwins/a/relationships/r", "{\"$targetId\":\"b\"}").error())
        .startsWith("400 InvalidArgument: ");
    assertThat(http.put("/digitaltwins/a/relationships/r", Plant.link("eats", "b", "")).error())
        .startsWith("400 InvalidRelationship: ");
    assertThat(http.put("/digitaltwins/a/relationships/r", link("hall")).error())
        .startsWith("400 InvalidRelationship: ");
    assertThat(
            http.put(
                    "/digitaltwins/a/relationships/r",
                    Plant.link("feeds", "b", "\"rate\":\"fast\",\"since\":1"))
                .error())
        .startsWith("400 ValidationFailed: Invalid relationship specified | Expected value of type")
        .endsWith("since does not appear on the DTDL for feeds");
    assertThat(http.put("/digitaltwins/a/relationships/r", Plant.link("near", "hall", "")).status())
        .isEqualTo(200);
  }

  @Test
  void a_relationship_that_is_not_there_is_not_found() {
    String message =
        "404 RelationshipNotFound: Relationship r not found on twin a. Please verify that the"
            + " relationship id is valid and ensure that the relationship is not deleted. See"
            + " section on listing relationships in the documentation https://aka.ms/adtv2twins.";
    assertThat(http.get("/digitaltwins/a/relationships/r").error()).isEqualTo(message);
    assertThat(http.delete("/digitaltwins/a/relationships/r").error()).isEqualTo(message);
    assertThat(http.patch("/digitaltwins/a/relationships/r", "[]").error()).isEqualTo(message);
  }

  @Test
  void a_twin_with_relationships_can_not_be_deleted() {
    http.put("/digitaltwins/a/relationships/r", link("b"));
    assertThat(http.delete("/digitaltwins/a").error()).startsWith("400 RelationshipsNotDeleted: ");
    assertThat(http.delete("/digitaltwins/b").error()).startsWith("400 RelationshipsNotDeleted: ");
    http.delete("/digitaltwins/a/relationships/r");
    assertThat(http.delete("/digitaltwins/b").status()).isEqualTo(204);
  }

  @Test
  void conditions_are_kept() {
    Reply put = http.put("/digitaltwins/a/relationships/r", link("b"), "If-None-Match", "*");
    assertThat(put.status()).isEqualTo(200);
    assertThat(http.put("/digitaltwins/a/relationships/r", link("b"), "If-None-Match", "*").error())
        .isEqualTo(
            "412 PreconditionFailed: If-None-Match: * header was specified but a relationship with"
                + " the id r was found. Please specify a different relationship id.");
    String patch = "[{\"op\":\"add\",\"path\":\"/rate\",\"value\":1}]";
    assertThat(
            http.patch("/digitaltwins/a/relationships/r", patch, "If-Match", put.header("ETag"))
                .status())
        .isEqualTo(204);
    assertThat(
            http.patch("/digitaltwins/a/relationships/r", patch, "If-Match", put.header("ETag"))
                .error())
        .startsWith("412 PreconditionFailed: ");
  }

  @Test
  void a_patch_changes_properties_and_nothing_else() {
    http.put("/digitaltwins/a/relationships/r", link("b"));
    assertThat(
            http.patch(
                    "/digitaltwins/a/relationships/r", "[{\"op\":\"remove\",\"path\":\"/rate\"}]")
                .error())
        .isEqualTo(
            "400 JsonPatchInvalid: The target location specified by path segment 'rate' was not"
                + " found. Please provide a valid patch document. See section on update apis in the"
                + " documentation https://aka.ms/adtv2twins.");
    assertThat(
            http.patch(
                    "/digitaltwins/a/relationships/r",
                    "[{\"op\":\"replace\",\"path\":\"/$targetId\",\"value\":\"hall\"}]")
                .error())
        .startsWith("400 JsonPatchInvalid: ");
    Reply patched =
        http.patch(
            "/digitaltwins/a/relationships/r",
            "[{\"op\":\"add\",\"path\":\"/label\",\"value\":\"{x\"}]");
    assertThat(http.get("/digitaltwins/a/relationships/r").body())
        .isEqualTo(
            "{\"$relationshipId\":\"r\",\"$etag\":\"%s\",\"$sourceId\":\"a\",\"$relationshipName\":\"feeds\",\"$targetId\":\"b\",\"label\":\"{x\"}"
                .formatted(patched.header("ETag").replace("\"", "\\\"")));
  }

  @Test
  void a_put_may_lead_to_another_target() {
    http.put("/digitaltwins/a/relationships/r", Plant.link("near", "b", ""));
    http.put("/digitaltwins/a/relationships/r", Plant.link("near", "hall", ""));
    assertThat(http.get("/digitaltwins/b/incomingrelationships").json().at("/value")).isEmpty();
    assertThat(http.get("/digitaltwins/hall/incomingrelationships").json().at("/value")).hasSize(1);
  }

  @Test
  void lists_begin_with_the_link_and_come_in_pages_of_ten_by_id() {
    for (int i = 30; i >= 10; i--) {
      http.put("/digitaltwins/a/relationships/r_" + i, link("b"));
    }
    assertThat(http.get("/digitaltwins/hall/relationships").body())
        .isEqualTo("{\"nextLink\":null,\"value\":[]}");
    List<String> out = ids("/digitaltwins/a/relationships?relationshipName=feeds", 3);
    List<String> in = ids("/digitaltwins/b/incomingrelationships", 3);
    assertThat(out).hasSize(21).isSorted().doesNotHaveDuplicates();
    assertThat(in).isEqualTo(out);
    assertThat(http.get("/digitaltwins/a/relationships?relationshipName=near").json().at("/value"))
        .isEmpty();
    assertThat(
            http.get("/digitaltwins/a/relationships", "max-items-per-page", "15")
                .json()
                .at("/value"))
        .hasSize(15);
  }

  @Test
  void an_incoming_relationship_has_a_link_to_itself() {
    http.put("/digitaltwins/a/relationships/r", link("b"));
    JsonNode item = http.get("/digitaltwins/b/incomingrelationships").json().at("/value/0");
    assertThat(item.toString())
        .isEqualTo(
            "{\"$relationshipId\":\"r\",\"$sourceId\":\"a\",\"$relationshipName\":\"feeds\","
                + "\"$relationshipLink\":\""
                + service.endpoint()
                + "/digitaltwins/a/relationships/r?api-version=2023-10-31\"}");
  }

  private List<String> ids(String path, int pages) {
    List<String> ids = new ArrayList<>();
    Reply reply = http.get(path);
    for (int page = 1; page < pages; page++) {
      ids.addAll(reply.json().at("/value").findValuesAsText("$relationshipId"));
      URI next = URI.create(reply.json().at("/nextLink").asText());
      reply = http.at("").get(next.getRawPath() + "?" + next.getRawQuery());
    }
    ids.addAll(reply.json().at("/value").findValuesAsText("$relationshipId"));
    assertThat(reply.json().at("/nextLink").isNull()).isTrue();
    return ids;
  }

  private static String link(String target) {
    return Plant.link("feeds", target, "");
  }
}
