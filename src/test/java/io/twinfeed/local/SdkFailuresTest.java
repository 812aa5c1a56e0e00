package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.SharedData;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each failure that is described of an operation is run through the clients, or stands here. */
class SdkFailuresTest {
  /** The method of the clients for each operation; there is none for jobs. */
  private static final Map<String, String> METHODS =
      Map.ofEntries(
          Map.entry("POST /models", "createModels"),
          Map.entry("GET /models", "listModels"),
          Map.entry("GET /models/{id}", "getModel"),
          Map.entry("PATCH /models/{id}", "decommissionModel"),
          Map.entry("DELETE /models/{id}", "deleteModel"),
          Map.entry("POST /query", "query"),
          Map.entry("GET /digitaltwins/{id}", "getDigitalTwin"),
          Map.entry("PUT /digitaltwins/{id}", "createOrReplaceDigitalTwin"),
          Map.entry("DELETE /digitaltwins/{id}", "deleteDigitalTwin"),
          Map.entry("PATCH /digitaltwins/{id}", "updateDigitalTwin"),
          Map.entry("GET /digitaltwins/{id}/relationships/{relationshipId}", "getRelationship"),
          Map.entry(
              "PUT /digitaltwins/{id}/relationships/{relationshipId}",
              "createOrReplaceRelationship"),
          Map.entry(
              "DELETE /digitaltwins/{id}/relationships/{relationshipId}", "deleteRelationship"),
          Map.entry(
              "PATCH /digitaltwins/{id}/relationships/{relationshipId}", "updateRelationship"),
          Map.entry("GET /digitaltwins/{id}/relationships", "listRelationships"),
          Map.entry("GET /digitaltwins/{id}/incomingrelationships", "listIncomingRelationships"),
          Map.entry("POST /digitaltwins/{id}/telemetry", "publishTelemetry"),
          Map.entry(
              "POST /digitaltwins/{id}/components/{componentPath}/telemetry",
              "publishComponentTelemetry"),
          Map.entry("GET /digitaltwins/{id}/components/{componentPath}", "getComponent"),
          Map.entry("PATCH /digitaltwins/{id}/components/{componentPath}", "updateComponent"),
          Map.entry("GET /eventroutes", "listEventRoutes"),
          Map.entry("GET /eventroutes/{id}", "getEventRoute"),
          Map.entry("PUT /eventroutes/{id}", "createOrReplaceEventRoute"),
          Map.entry("DELETE /eventroutes/{id}", "deleteEventRoute"));

  /** Described by one name, and by another in recorded traffic (adt-service.md §1.6, §1.8). */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "createModels ModelAlreadyExists", "ModelIdAlreadyExists",
          "createOrReplaceRelationship TargetTwinNotFound", "TargetDigitalTwinNotFound",
          "createOrReplaceEventRoute LimitExceeded", "EventRouteLimitExceeded",
          "getRelationship DigitalTwinNotFound", "RelationshipNotFound",
          "updateRelationship DigitalTwinNotFound", "RelationshipNotFound",
          "deleteRelationship DigitalTwinNotFound", "RelationshipNotFound");

  /** What no call of the clients can lead to, and why. */
  private static final Map<String, String> OUT_OF_REACH =
      Map.of(
          "listModels LimitExceeded", "how many ids dependenciesFor may have is not published",
          "decommissionModel JsonPatchInvalid", "the clients write the patch themselves",
          "updateRelationship RelationshipAlreadyExists",
              "ids, ends and names can't be patched, so that no patch leads to another one",
          "updateComponent ComponentNotFound",
              "recorded as JsonPatchInvalid (adt-service.md §1.4)");

  @Test
  void no_described_failure_is_left_out() {
    assertThat(described()).isEqualTo(expected());
  }

  @Test
  void nothing_is_out_of_reach_that_is_shown() {
    Set<String> shown = shown();
    assertThat(OUT_OF_REACH.keySet()).noneMatch(shown::contains);
    OTHER_NAMES.forEach(
        (described, seen) ->
            assertThat(shown)
                .contains(described.substring(0, described.indexOf(' ') + 1) + seen)
                .doesNotContain(described));
  }

  // Of each failure that is described, whether it is covered: all are to be.
  private static Map<String, Boolean> described() {
    Set<String> covered = new TreeSet<>(shown());
    covered.addAll(OUT_OF_REACH.keySet());
    covered.addAll(OTHER_NAMES.keySet());
    Map<String, Boolean> described = new TreeMap<>();
    all().forEach(each -> described.put(each, covered.contains(each)));
    return described;
  }

  private static Map<String, Boolean> expected() {
    Map<String, Boolean> expected = new TreeMap<>();
    all().forEach(each -> expected.put(each, true));
    return expected;
  }

  private static Set<String> all() {
    Published api = Published.read(SharedData.path("openapi/digitaltwins.json"));
    Set<String> all = new TreeSet<>();
    for (String operation : api.operations()) {
      String method = METHODS.get(operation);
      if (method == null) {
        assertThat(operation).contains(" /jobs/");
      } else {
        api.errors(operation).forEach(code -> all.add(method + " " + code));
      }
    }
    assertThat(all).hasSizeGreaterThan(60);
    return all;
  }

  private static Set<String> shown() {
    Set<String> shown = new TreeSet<>(SdkLimitsTest.SHOWN);
    SdkScenario.ALL.forEach(
        (operation, scenario) ->
            scenario.failures().forEach(each -> shown.add(operation + " " + each.code())));
    return shown;
  }
}
