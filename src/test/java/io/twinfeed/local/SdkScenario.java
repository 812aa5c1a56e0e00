package io.twinfeed.local;

import com.azure.core.models.JsonPatchDocument;
import com.azure.digitaltwins.core.models.DigitalTwinsEventRoute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How an operation fails in each of the documented ways (adt-service.md §1.8), and how it succeeds,
 * on a plant with the machine {@code m} that feeds {@code n} by the relationship {@code r}.
 *
 * @param arguments of the call that succeeds
 * @param effect what a GET shows after success
 */
record SdkScenario(List<Failure> failures, List<?> arguments, Effect effect) {
  private static final String STALE = "W/\"00000000-0000-4000-8000-000000000000\"";
  // No server lets a NUL into a path.
  private static final String BAD = "a\0b";
  private static final SdkCalls.Option IF_MATCH = new SdkCalls.Option("setIfMatch", STALE);
  private static final SdkCalls.Option IF_ABSENT = new SdkCalls.Option("setIfNoneMatch", "*");

  /**
   * @param option what has to be asked for, so that only methods with options can fail like that
   */
  record Failure(int status, String code, SdkCalls.@Nullable Option option, List<?> arguments) {}

  /**
   * @param shows a part of the body, which was not there before
   */
  record Effect(String path, int status, String shows) {}

  static final Map<String, SdkScenario> ALL = all();

  private static Map<String, SdkScenario> all() {
    Map<String, SdkScenario> all = new LinkedHashMap<>();
    twins(all);
    relationships(all);
    components(all);
    models(all);
    routes(all);
    all.put("getServiceVersion", succeeds("/digitaltwins/m", 200));
    all.put(
        "query",
        succeeds("/digitaltwins/m", 200, "SELECT * FROM DIGITALTWINS")
            .or(400, "SqlQueryError", "SELECT"));
    return all;
  }

  private static void twins(Map<String, SdkScenario> all) {
    all.put(
        "createOrReplaceDigitalTwin",
        succeeds("/digitaltwins/new", 200, "new", machine("name", "x"))
            .showing("\"name\":\"x\"")
            .or(400, "ValidationFailed", "new", Map.of())
            .or(400, "ValidationFailed", "new", machine("name", 1))
            .or(400, "InvalidArgument", "new", List.of())
            .or(400, "InvalidArgument", BAD, machine("name", "x"))
            .or(400, "ModelDecommissioned", "new", twin("dtmi:plant:Old;1"))
            .or(412, "PreconditionFailed", IF_ABSENT, "m", machine("name", "x")));
    all.put(
        "getDigitalTwin",
        succeeds("/digitaltwins/m", 200, "m")
            .or(400, "InvalidArgument", BAD)
            .or(404, "DigitalTwinNotFound", "nobody"));
    all.put(
        "updateDigitalTwin",
        succeeds("/digitaltwins/m", 200, "m", add("/name", "x"))
            .showing("\"name\":\"x\"")
            .or(404, "DigitalTwinNotFound", "nobody", add("/name", "x"))
            .or(400, "JsonPatchInvalid", "m", remove("/speed"))
            .or(400, "ValidationFailed", "m", add("/name", 1))
            .or(412, "PreconditionFailed", IF_MATCH, "m", add("/name", "x"))
            .or(400, "InvalidArgument", badMatch(), "m", add("/name", "x")));
    all.put(
        "deleteDigitalTwin",
        succeeds("/digitaltwins/alone", 404, "alone")
            .showing("DigitalTwinNotFound")
            .or(404, "DigitalTwinNotFound", "nobody")
            .or(400, "RelationshipsNotDeleted", "m")
            .or(412, "PreconditionFailed", IF_MATCH, "alone")
            .or(400, "InvalidArgument", badMatch(), "alone"));
    all.put(
        "publishTelemetry",
        succeeds("/digitaltwins/m", 200, "m", "message", Map.of("noise", 1))
            .or(404, "DigitalTwinNotFound", "nobody", "message", Map.of("noise", 1))
            .or(400, "ValidationFailed", "m", "message", Map.of("noise", "loud"))
            .or(400, "InvalidArgument", "m", "message", List.of())
            .or(400, "InvalidArgument", BAD, "message", Map.of("noise", 1)));
  }

  private static void relationships(Map<String, SdkScenario> all) {
    all.put(
        "createOrReplaceRelationship",
        succeeds("/digitaltwins/m/relationships/q", 200, "m", "q", link("feeds", "n", "rate", 1))
            .showing("\"rate\":1")
            .or(404, "DigitalTwinNotFound", "nobody", "q", link("feeds", "n", "rate", 1))
            .or(404, "TargetDigitalTwinNotFound", "m", "q", link("feeds", "no", "rate", 1))
            .or(400, "InvalidArgument", "m", "q", Map.of("$targetId", "n"))
            .or(400, "InvalidRelationship", "m", "q", link("loves", "n", "rate", 1))
            .or(400, "ValidationFailed", "m", "q", link("feeds", "n", "rate", "x"))
            .or(400, "OperationNotAllowed", "m", "q", link("feeds", "m", "rate", 1))
            .or(412, "PreconditionFailed", IF_ABSENT, "m", "r", link("feeds", "n", "rate", 1)));
    all.put(
        "getRelationship",
        succeeds("/digitaltwins/m/relationships/r", 200, "m", "r")
            .or(400, "InvalidArgument", BAD, "r")
            .or(400, "InvalidArgument", "m", BAD)
            .or(404, "RelationshipNotFound", "nobody", "r")
            .or(404, "RelationshipNotFound", "m", "none"));
    all.put(
        "updateRelationship",
        succeeds("/digitaltwins/m/relationships/r", 200, "m", "r", add("/rate", 2))
            .showing("\"rate\":2")
            .or(404, "RelationshipNotFound", "m", "none", add("/rate", 2))
            .or(400, "InvalidArgument", BAD, "r", add("/rate", 2))
            .or(400, "InvalidRelationship", "moved", "r", add("/rate", 2))
            .or(400, "JsonPatchInvalid", "m", "r", remove("/rate"))
            .or(400, "ValidationFailed", "m", "r", add("/rate", "x"))
            .or(412, "PreconditionFailed", IF_MATCH, "m", "r", add("/rate", 2)));
    all.put(
        "deleteRelationship",
        succeeds("/digitaltwins/m/relationships/r", 404, "m", "r")
            .showing("RelationshipNotFound")
            .or(404, "RelationshipNotFound", "m", "none")
            .or(400, "InvalidArgument", "m", BAD)
            .or(400, "InvalidArgument", badMatch(), "m", "r")
            .or(412, "PreconditionFailed", IF_MATCH, "m", "r"));
    all.put(
        "listRelationships",
        succeeds("/digitaltwins/m", 200, "m", "feeds")
            .or(400, "InvalidArgument", BAD, "feeds")
            .or(404, "DigitalTwinNotFound", "nobody", "feeds"));
    all.put(
        "listIncomingRelationships",
        succeeds("/digitaltwins/n", 200, "n")
            .or(400, "InvalidArgument", BAD)
            .or(404, "DigitalTwinNotFound", "nobody"));
  }

  private static void components(Map<String, SdkScenario> all) {
    all.put(
        "getComponent",
        succeeds("/digitaltwins/m", 200, "m", "heat")
            .or(400, "InvalidArgument", "m", BAD)
            .or(404, "DigitalTwinNotFound", "nobody", "heat")
            .or(404, "ComponentNotFound", "m", "none"));
    all.put(
        "updateComponent",
        succeeds("/digitaltwins/m", 200, "m", "heat", add("/mode", "eco"))
            .showing("\"mode\":\"eco\"")
            .or(404, "DigitalTwinNotFound", "nobody", "heat", add("/mode", "eco"))
            .or(400, "JsonPatchInvalid", "m", "none", add("/mode", "eco"))
            .or(400, "ValidationFailed", "m", "heat", add("/mode", 1))
            .or(400, "InvalidArgument", BAD, "heat", add("/mode", "eco"))
            .or(412, "PreconditionFailed", IF_MATCH, "m", "heat", add("/mode", "eco")));
    all.put(
        "publishComponentTelemetry",
        succeeds("/digitaltwins/m", 200, "m", "heat", "message", Map.of("reading", 1))
            .or(404, "DigitalTwinNotFound", "nobody", "heat", "message", Map.of("reading", 1))
            .or(404, "ComponentNotFound", "m", "none", "message", Map.of("reading", 1))
            .or(400, "InvalidArgument", "m", BAD, "message", Map.of("reading", 1))
            .or(400, "ValidationFailed", "m", "heat", "message", Map.of("reading", "x")));
  }

  private static void models(Map<String, SdkScenario> all) {
    all.put(
        "createModels",
        succeeds("/models/dtmi:new:A;1", 200, List.of(model("dtmi:new:A;1")))
            .showing("uploadTime")
            .or(400, "InvalidArgument", List.of())
            .or(400, "DTDLParserError", List.of(model("new:A;1")))
            .or(
                400,
                "ModelVersionNotSupported",
                List.of(model("dtmi:new:A;1").replace("context;3", "context;9")))
            .or(
                400,
                "LimitExceeded",
                IntStream.range(0, 251).mapToObj(i -> model("dtmi:many:A" + i + ";1")).toList())
            .or(409, "ModelIdAlreadyExists", List.of(model(Plant.HALL))));
    all.put(
        "getModel",
        succeeds("/models/" + Plant.HALL, 200, Plant.HALL)
            .or(400, "InvalidArgument", "no id")
            .or(400, "MissingArgument", " ")
            .or(404, "ModelNotFound", "dtmi:a;1"));
    all.put(
        "listModels",
        succeeds("/models", 200)
            .or(400, "InvalidArgument", pageOfNone())
            .or(400, "InvalidArgument", dependenciesFor("no id"))
            .or(404, "ModelNotFound", dependenciesFor("dtmi:a;1")));
    all.put(
        "deleteModel",
        succeeds("/models/" + Plant.HALL, 404, Plant.HALL)
            .showing("ModelNotFound")
            .or(400, "InvalidArgument", "no id")
            .or(400, "MissingArgument", " ")
            .or(404, "ModelNotFound", "dtmi:a;1")
            .or(409, "ModelReferencesNotDeleted", Plant.ASSET));
    all.put(
        "decommissionModel",
        succeeds("/models/" + Plant.HALL, 200, Plant.HALL)
            .showing("\"decommissioned\":true")
            .or(400, "InvalidArgument", "no id")
            .or(400, "MissingArgument", " ")
            .or(404, "ModelNotFound", "dtmi:a;1")
            .or(409, "ModelReferencesNotDecommissioned", Plant.ASSET));
  }

  private static void routes(Map<String, SdkScenario> all) {
    all.put(
        "createOrReplaceEventRoute",
        succeeds("/eventroutes/new", 200, "new", route("hub", "true"))
            .showing("\"endpointName\":\"hub\"")
            .or(400, "EventRouteEndpointInvalid", "new", route("none", "true"))
            .or(400, "EventRouteIdInvalid", " ", route("hub", "true"))
            .or(400, "EventRouteFilterInvalid", "new", route("hub", "not a filter")));
    all.put(
        "getEventRoute",
        succeeds("/eventroutes/route", 200, "route").or(404, "EventRouteNotFound", "none"));
    all.put(
        "deleteEventRoute",
        succeeds("/eventroutes/route", 404, "route")
            .showing("EventRouteNotFound")
            .or(404, "EventRouteNotFound", "none"));
    all.put(
        "listEventRoutes", succeeds("/eventroutes", 200).or(400, "InvalidArgument", pageOfNone()));
  }

  /** Makes the plant that all scenarios begin with. */
  static Http prepare(LocalService service) {
    Http http = Plant.withModels(service);
    http.post("/models", "[" + model("dtmi:plant:Old;1") + "]");
    http.patch(
        "/models/dtmi:plant:Old;1",
        "[{\"op\":\"replace\",\"path\":\"/decommissioned\",\"value\":true}]");
    for (String id : List.of("m", "n", "alone", "moved")) {
      http.put("/digitaltwins/" + id, Plant.machine(""));
    }
    http.put("/digitaltwins/m/relationships/r", Plant.link("feeds", "n", ""));
    http.put("/digitaltwins/moved/relationships/r", Plant.link("feeds", "n", ""));
    http.put("/digitaltwins/moved", "{\"$metadata\":{\"$model\":\"dtmi:plant:Hall;1\"}}");
    http.put("/eventroutes/route", "{\"endpointName\":\"hub\",\"filter\":\"true\"}");
    return http;
  }

  private static SdkScenario succeeds(String path, int status, Object... arguments) {
    return new SdkScenario(List.of(), Arrays.asList(arguments), new Effect(path, status, ""));
  }

  private SdkScenario showing(String text) {
    return new SdkScenario(failures, arguments, new Effect(effect.path(), effect.status(), text));
  }

  private SdkScenario or(int status, String code, Object... arguments) {
    return with(new Failure(status, code, null, Arrays.asList(arguments)));
  }

  private SdkScenario or(int status, String code, SdkCalls.Option option, Object... arguments) {
    return with(new Failure(status, code, option, Arrays.asList(arguments)));
  }

  private SdkScenario with(Failure failure) {
    List<Failure> more = new ArrayList<>(failures);
    more.add(failure);
    return new SdkScenario(more, arguments, effect);
  }

  private static SdkCalls.Option badMatch() {
    return new SdkCalls.Option("setIfMatch", "no etag");
  }

  private static SdkCalls.Option dependenciesFor(String model) {
    return new SdkCalls.Option("setDependenciesFor", List.of(model));
  }

  private static SdkCalls.Option pageOfNone() {
    return new SdkCalls.Option("setMaxItemsPerPage", 0);
  }

  private static Map<String, Object> twin(String model) {
    return Map.of("$metadata", Map.of("$model", model));
  }

  private static Map<String, Object> machine(String name, Object value) {
    Map<String, Object> twin = new LinkedHashMap<>(twin(Plant.MACHINE));
    twin.put("heat", Map.of("$metadata", Map.of()));
    twin.put(name, value);
    return twin;
  }

  private static Map<String, Object> link(String name, String to, String property, Object value) {
    return Map.of("$relationshipName", name, "$targetId", to, property, value);
  }

  private static String model(String id) {
    return "{\"@id\":\"%s\",\"@type\":\"Interface\",\"@context\":\"dtmi:dtdl:context;3\"}"
        .formatted(id);
  }

  private static DigitalTwinsEventRoute route(String endpoint, String filter) {
    return new DigitalTwinsEventRoute(endpoint).setFilter(filter);
  }

  private static JsonPatchDocument add(String path, Object value) {
    JsonPatchDocument patch = new JsonPatchDocument();
    patch.appendAdd(path, value);
    return patch;
  }

  private static JsonPatchDocument remove(String path) {
    JsonPatchDocument patch = new JsonPatchDocument();
    patch.appendRemove(path);
    return patch;
  }
}
