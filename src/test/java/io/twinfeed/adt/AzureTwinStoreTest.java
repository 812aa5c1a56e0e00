package io.twinfeed.adt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import io.twinfeed.local.fault.Fault;
import io.twinfeed.twin.TwinId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AzureTwinStoreTest extends TwinStoreContract {
  private final LocalService service = LocalService.start(LocalSettings.onFreePort());

  @Override
  TwinStore open() {
    TwinStore store = TwinService.connect(service.endpoint().toString());
    assertThat(store.addModels(List.of(MODEL, PLATE)).join().isDone()).isTrue();
    return store;
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void calls_are_counted_by_status_and_taken_once() {
    try (TwinStore store = TwinService.connect(service.endpoint().toString())) {
      store.twin(new TwinId("a")).join();
      store.models().join();

      assertThat(store.takeCalls().byStatus()).containsOnlyKeys(404, 200);
      assertThat(store.takeCalls().byStatus()).isEmpty();
    }
  }

  @Test
  void a_refusal_of_what_was_carried_out_before_says_that_it_was_sent_before() {
    Fault unanswered =
        new Fault("PUT", null, null, null, null, null, Fault.Cut.AFTER, null, null, 1);
    try (LocalService lossy =
            LocalService.start(LocalSettings.onFreePort().withFaults(List.of(unanswered)));
        TwinStore store = TwinService.connect(lossy.endpoint().toString())) {
      assertThat(store.addModels(List.of(MODEL, PLATE)).join().isDone()).isTrue();

      assertThat(store.create(twin(A, Map.of())).join())
          .isInstanceOfSatisfying(
              Reply.Refused.class,
              refused -> {
                assertThat(refused.status()).isEqualTo(412);
                assertThat(refused.repeated()).isTrue();
              });
      assertThat(store.create(twin(A, Map.of())).join())
          .isInstanceOfSatisfying(
              Reply.Refused.class, refused -> assertThat(refused.repeated()).isFalse());
    }
  }

  @Test
  void the_threads_of_a_closed_client_end() {
    // Other tests of this process may have some
    long before = threads();
    for (int i = 0; i < 20; i++) {
      try (TwinStore store = TwinService.connect(service.endpoint().toString())) {
        store.models().join();
      }
    }
    // One may be about to end
    assertThat(threads()).isLessThanOrEqualTo(before + 2);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("twin-service"))
        .count();
  }
}
