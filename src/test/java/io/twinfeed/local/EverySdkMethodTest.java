package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.digitaltwins.core.implementation.models.ErrorResponseException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every public method of both clients, as it fails and as it succeeds. The methods are found by
 * reflection: one that a later version adds has no scenario, and fails here.
 */
class EverySdkMethodTest {
  private LocalService service;
  private Http http;

  @BeforeEach
  void start() {
    service = LocalService.start(LocalSettings.onFreePort().withEndpoints(Set.of("hub")));
    http = SdkScenario.prepare(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  static Stream<Named<Method>> methods() {
    return SdkCalls.allMethods();
  }

  @Test
  void no_scenario_is_left_without_a_method() {
    Set<String> operations = new TreeSet<>();
    methods().forEach(each -> operations.add(SdkCalls.operation(each.getPayload())));
    assertThat(SdkScenario.ALL.keySet()).isSubsetOf(operations);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void fails_as_documented_and_succeeds(Method method) throws Throwable {
    SdkScenario scenario = SdkScenario.ALL.get(SdkCalls.operation(method));
    assertThat(scenario).as("scenario of %s", method.getName()).isNotNull();
    Object client = Sdk.of(method, service);
    for (SdkScenario.Failure failure : scenario.failures()) {
      if (failure.option() == null || SdkCalls.hasOptions(method)) {
        assertThat(
                catchThrowable(
                    () -> SdkCalls.call(client, method, failure.arguments(), failure.option())))
            .as(failure.toString())
            .isInstanceOfSatisfying(ErrorResponseException.class, e -> matches(e, failure));
      }
    }
    SdkScenario.Effect effect = scenario.effect();
    if (!effect.shows().isEmpty()) {
      assertThat(http.get(effect.path()).body()).doesNotContain(effect.shows());
    }
    Object result = SdkCalls.call(client, method, scenario.arguments(), null);
    if (result instanceof Collection<?> items) {
      assertThat(items).isNotEmpty();
    }
    Http.Reply after = http.get(effect.path());
    assertThat(after.status()).as(after.body()).isEqualTo(effect.status());
    assertThat(after.body()).contains(effect.shows());
  }

  private static void matches(ErrorResponseException e, SdkScenario.Failure failure) {
    assertThat(e.getResponse().getStatusCode()).isEqualTo(failure.status());
    String code = e.getValue().getError().getCode();
    assertThat(failure.code()).as(e.getMessage()).isEqualTo(code);
  }
}
