package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import com.azure.digitaltwins.core.implementation.models.ErrorResponseException;
import io.twinfeed.local.limit.Limits;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The failures of the clients' methods that take a limit, a full instance or a long time. */
class SdkLimitsTest {
  private static final Set<String> WRITES =
      Set.of(
          "createOrReplaceDigitalTwin",
          "updateDigitalTwin",
          "deleteDigitalTwin",
          "createOrReplaceRelationship",
          "updateRelationship",
          "deleteRelationship",
          "updateComponent");

  /** Asks for nothing; and telemetry has no documented limit. */
  private static final Set<String> UNLIMITED =
      Set.of("getServiceVersion", "publishTelemetry", "publishComponentTelemetry");

  /** What is shown here, as operation and code; {@link SdkFailuresTest} counts on it. */
  static final Set<String> SHOWN =
      Set.of(
          "createOrReplaceDigitalTwin TwinLimitReached",
          "createOrReplaceEventRoute EventRouteLimitExceeded",
          "query BadRequest",
          "query QuotaReachedError",
          "query TimeoutError");

  static Stream<Named<Method>> limited() {
    return SdkCalls.allMethods()
        .filter(each -> !UNLIMITED.contains(SdkCalls.operation(each.getPayload())));
  }

  static Stream<Named<Method>> writes() {
    return SdkCalls.allMethods()
        .filter(each -> WRITES.contains(SdkCalls.operation(each.getPayload())));
  }

  static Stream<Named<Method>> twinPuts() {
    return named("createOrReplaceDigitalTwin");
  }

  static Stream<Named<Method>> routePuts() {
    return named("createOrReplaceEventRoute");
  }

  static Stream<Named<Method>> queries() {
    return named("query");
  }

  @ParameterizedTest
  @MethodSource("limited")
  void the_gateway_says_wait_in_a_shape_of_its_own(Method method) {
    String rates =
        "{twinReads: 1, twinPatches: 1, createsAndDeletes: 1, queries: 1, models: 1, eventRoutes: 1}";
    ErrorResponseException e = secondCall(method, rates);
    assertThat(e.getValue().getError().getCode()).as("a code").isNull();
    HttpResponse response = e.getResponse();
    assertThat(response.getStatusCode()).isEqualTo(429);
    assertThat(response.getHeaderValue(HttpHeaderName.RETRY_AFTER)).isEqualTo("1");
    assertThat(response.getHeaderValue(HttpHeaderName.CONTENT_TYPE)).isEqualTo("application/json");
  }

  @ParameterizedTest
  @MethodSource("writes")
  void a_twin_that_is_written_too_often_says_wait(Method method) {
    ErrorResponseException e = secondCall(method, "{perTwin: 1, perTwinBurst: 1}");
    requireCode(e, 429, "TooManyRequests");
    assertThat(e.getResponse().getHeaderValue(HttpHeaderName.RETRY_AFTER)).isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void queries_use_up_their_units(Method method) {
    requireCode(secondCall(method, "{queryUnits: 1}"), 429, "QuotaReachedError");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void a_query_of_more_than_a_minute_is_broken_off(Method method) {
    LocalSettings settings =
        LocalSettings.onFreePort().withClock(new StepClock(Duration.ofSeconds(61)));
    requireCode(failure(settings, method), 400, "TimeoutError");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void a_token_that_the_service_has_not_given_is_refused(Method method) {
    try (LocalService service = LocalService.start(LocalSettings.onFreePort())) {
      String query = "SELECT * FROM DIGITALTWINS";
      ThrowingCallable call =
          Sdk.of(method, service) instanceof DigitalTwinsAsyncClient client
              ? () -> client.query(query, String.class).byPage("{\"_q\":1}").blockFirst()
              : () ->
                  ((DigitalTwinsClient) Sdk.of(method, service))
                      .query(query, String.class)
                      .iterableByPage("{\"_q\":1}")
                      .iterator()
                      .next();
      requireCode(refused(catchThrowable(call)), 400, "BadRequest");
    }
  }

  @ParameterizedTest
  @MethodSource("twinPuts")
  void a_full_instance_takes_no_more_twins(Method method) {
    // As many as the plant has.
    LocalSettings settings = LocalSettings.onFreePort().withLimits(Limits.parse("twins: 4"));
    requireCode(failure(settings, method), 400, "TwinLimitReached");
  }

  @ParameterizedTest
  @MethodSource("routePuts")
  void there_are_six_event_routes_at_most(Method method) {
    try (LocalService service = LocalService.start(LocalSettings.onFreePort())) {
      Http http = SdkScenario.prepare(service);
      for (int i = 1; i < 6; i++) {
        http.put("/eventroutes/more" + i, "{\"endpointName\":\"hub\",\"filter\":\"true\"}");
      }
      requireCode(refused(call(service, method)), 400, "EventRouteLimitExceeded");
    }
  }

  private static Stream<Named<Method>> named(String operation) {
    return SdkCalls.allMethods()
        .filter(each -> SdkCalls.operation(each.getPayload()).equals(operation));
  }

  private static ErrorResponseException secondCall(Method method, String limits) {
    StepClock clock = new StepClock(Duration.ofSeconds(10));
    LocalSettings settings =
        LocalSettings.onFreePort().withClock(clock).withLimits(Limits.parse(limits));
    try (LocalService service = LocalService.start(settings)) {
      SdkScenario.prepare(service);
      Throwable inTime = call(service, method);
      assertThat(inTime).isNull();
      clock.stop();
      // What is there now may be used up, or not.
      call(service, method);
      return refused(call(service, method));
    }
  }

  private static ErrorResponseException failure(LocalSettings settings, Method method) {
    try (LocalService service = LocalService.start(settings)) {
      SdkScenario.prepare(service);
      return refused(call(service, method));
    }
  }

  private static @Nullable Throwable call(LocalService service, Method method) {
    SdkScenario scenario = SdkScenario.ALL.get(SdkCalls.operation(method));
    Object client = Sdk.of(method, service);
    return catchThrowable(() -> SdkCalls.call(client, method, scenario.arguments(), null));
  }

  private static ErrorResponseException refused(@Nullable Throwable e) {
    assertThat(e).isInstanceOf(ErrorResponseException.class);
    return (ErrorResponseException) e;
  }

  private static void requireCode(ErrorResponseException e, int status, String code) {
    assertThat(e.getResponse().getStatusCode()).isEqualTo(status);
    assertThat(e.getValue().getError().getCode()).isEqualTo(code);
  }
}
