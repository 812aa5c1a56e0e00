package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.models.DigitalTwinsEventRoute;
import io.twinfeed.local.Http.Reply;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalEventsTest {
  private static final String ROUTE = "{\"endpointName\":\"hub\",\"filter\":\"true\"}";

  private LocalService service;
  private Http http;

  @BeforeEach
  void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = Plant.withModels(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void a_route_that_is_not_there_is_not_found() {
    String message =
        "404 EventRouteNotFound: There is no route available that matches the provided input. Check"
            + " for all valid event routes by calling EventRoute_List. See Swagger example"
            + " (https://aka.ms/RouteSwSmpl).";
    assertThat(http.get("/eventroutes/r").error()).isEqualTo(message);
    assertThat(http.delete("/eventroutes/r").error()).isEqualTo(message);
  }

  @Test
  void a_route_to_no_endpoint_is_refused() {
    try (LocalService strict =
        LocalService.start(LocalSettings.onFreePort().withEndpoints(Set.of("other")))) {
      assertThat(new Http(strict).put("/eventroutes/r", ROUTE).error())
          .startsWith("400 EventRouteEndpointInvalid: The endpoint provided does not exist");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hu", "-hub", "123", "hub hub", "hub\\u0000"})
  void a_route_to_what_no_endpoint_can_be_called_is_refused(String endpoint) {
    Reply reply = http.put("/eventroutes/r", ROUTE.replace("\"hub\"", "\"" + endpoint + "\""));
    assertThat(reply.error()).startsWith("400 EventRouteEndpointInvalid: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20", "a%0Ab"})
  void a_route_with_an_id_of_nothing_is_refused(String id) {
    assertThat(http.put("/eventroutes/" + id, ROUTE).error())
        .isEqualTo("400 EventRouteIdInvalid: The event route id is invalid.");
  }

  @Test
  void a_route_says_where_to_and_what() {
    assertThat(http.put("/eventroutes/r", "{\"filter\":\"true\"}").error())
        .isEqualTo("400 InvalidArgument: The payload is invalid: endpointName is missing.");
    assertThat(http.put("/eventroutes/r", "[]").error()).startsWith("400 InvalidArgument: ");
  }

  @Test
  void a_filter_that_is_not_well_formed_is_refused() {
    assertThat(filter("this is not a valid filter string").error())
        .startsWith("400 EventRouteFilterInvalid: The filter provided is invalid: Line=1, ");
    assertThat(filter("").status()).isEqualTo(400);
    assertThat(filter("type = 'a").status()).isEqualTo(400);
    assertThat(filter("type = 'a' AND").status()).isEqualTo(400);
  }

  @Test
  void filters_of_the_documentation_are_taken() {
    for (String filter :
        new String[] {
          "true",
          "type = 'Microsoft.DigitalTwins.Twin.Create' OR type = 'microsoft.iot.telemetry'",
          "$eventType = 'DigitalTwinTelemetryMessages' or $eventType = 'x'",
          "NOT (subject IN ['a', 'b'] and STARTS_WITH($body.$metadata.$model, 'dtmi:a'))",
          "$body.patch[0].value > -1.5"
        }) {
      assertThat(filter(filter).status()).as(filter).isEqualTo(204);
    }
  }

  @Test
  void a_seventh_route_is_refused() {
    for (int i = 0; i < 6; i++) {
      assertThat(http.put("/eventroutes/r" + i, ROUTE).status()).isEqualTo(204);
    }
    assertThat(http.put("/eventroutes/r6", ROUTE).error()).startsWith("400 EventRouteLimitExceed");
    assertThat(http.put("/eventroutes/r5", ROUTE).status()).isEqualTo(204);
  }

  @Test
  void routes_are_kept_and_listed_in_pages() {
    for (String id : new String[] {"c", "a", "b"}) {
      assertThat(http.put("/eventroutes/" + id, ROUTE).status()).isEqualTo(204);
    }
    assertThat(http.get("/eventroutes/a").body())
        .isEqualTo("{\"id\":\"a\",\"endpointName\":\"hub\",\"filter\":\"true\"}");
    Reply first = http.get("/EventRoutes", "max-items-per-page", "2");
    assertThat(first.json().at("/value").findValuesAsText("id")).containsExactly("a", "b");
    String next = first.json().at("/nextLink").asText();
    assertThat(next).contains("/EventRoutes?continuationToken=");
    Reply second = http.at("").get(next.substring(service.endpoint().toString().length()));
    assertThat(second.body())
        .isEqualTo(
            "{\"value\":[{\"id\":\"c\",\"endpointName\":\"hub\",\"filter\":\"true\"}],\"nextLink\":null}");
    assertThat(http.delete("/eventroutes/a").status()).isEqualTo(204);
    assertThat(http.get("/eventroutes/a").status()).isEqualTo(404);
  }

  @Test
  void the_sdk_keeps_routes_and_sends_telemetry() {
    DigitalTwinsClient client = Sdk.sync(service);
    client.createOrReplaceEventRoute("r", new DigitalTwinsEventRoute("hub").setFilter("true"));
    assertThat(client.listEventRoutes().stream().map(DigitalTwinsEventRoute::getEventRouteId))
        .containsExactly("r");
    http.put("/digitaltwins/m", Plant.machine(""));
    client.publishTelemetry("m", null, Map.of("noise", 1.5));
    client.publishComponentTelemetry("m", "heat", null, Map.of("reading", 21));
  }

  @Test
  void telemetry_of_no_twin_or_component_is_not_found() {
    assertThat(send("/digitaltwins/m/telemetry", "{}").error())
        .startsWith("404 DigitalTwinNotFound: ");
    http.put("/digitaltwins/m", Plant.machine(""));
    assertThat(send("/digitaltwins/m/components/cold/telemetry", "{}").error())
        .startsWith("404 ComponentNotFound: ");
  }

  @Test
  void telemetry_needs_a_message_id_and_a_readable_time() {
    http.put("/digitaltwins/m", Plant.machine(""));
    assertThat(http.post("/digitaltwins/m/telemetry", "{}").error())
        .isEqualTo("400 InvalidArgument: The header Message-Id is missing.");
    assertThat(
            http.post(
                    "/digitaltwins/m/telemetry",
                    "{}",
                    "Message-Id",
                    "1",
                    "Telemetry-Source-Time",
                    "yesterday")
                .error())
        .startsWith("400 InvalidArgument: Telemetry-Source-Time is not a time");
  }

  @Test
  void telemetry_against_its_schema_is_refused() {
    http.put("/digitaltwins/m", Plant.machine(""));
    assertThat(send("/digitaltwins/m/telemetry", "[]").error()).startsWith("400 InvalidArgument: ");
    assertThat(send("/digitaltwins/m/telemetry", "{\"noise\":\"loud\"}").error())
        .startsWith(
            "400 ValidationFailed: Invalid telemetry specified"
                + " | Expected value of type double for noise on Twin");
    assertThat(send("/digitaltwins/m/components/heat/telemetry", "{\"reading\":true}").error())
        .contains("Expected value of type double for reading on heat");
    assertThat(send("/digitaltwins/m/telemetry", "{\"noise\":null}").error())
        .contains("null is not a value of noise");
  }

  @Test
  void telemetry_is_taken_and_changes_nothing() {
    String before = http.put("/digitaltwins/m", Plant.machine("")).body();
    assertThat(send("/digitaltwins/m/telemetry", "{\"noise\":1,\"other\":2}").status())
        .isEqualTo(204);
    assertThat(send("/digitaltwins/m/components/heat/telemetry", "{\"reading\":1}").status())
        .isEqualTo(204);
    assertThat(http.get("/digitaltwins/m").body()).isEqualTo(before);
  }

  private Reply filter(String filter) {
    return http.put(
        "/eventroutes/r", "{\"endpointName\":\"hub\",\"filter\":\"%s\"}".formatted(filter));
  }

  private Reply send(String path, String body) {
    return http.post(path, body, "Message-Id", "1");
  }
}
