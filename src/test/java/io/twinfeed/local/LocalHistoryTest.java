package io.twinfeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.local.Http.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any sequence of operations by several clients, against a model of the contract: what a request
 * does to a thing, and which etags may be where. A failure comes with its seed.
 */
class LocalHistoryTest {
  private static final String NEVER_GIVEN = "W/\"00000000-0000-4000-8000-000000000000\"";
  private static final int CLIENTS = 3;

  private static LocalService service;
  private static Http http;

  @BeforeContainer
  static void start() {
    service = LocalService.start(LocalSettings.onFreePort());
    http = Plant.withModels(service);
    http.put("/digitaltwins/end1", Plant.machine(""));
    http.put("/digitaltwins/end2", Plant.machine(""));
  }

  @AfterContainer
  static void stop() {
    service.close();
  }

  /** What clients write to: all have an etag, and one number that is written. */
  enum Thing {
    ONE("/digitaltwins/one", "count"),
    OTHER("/digitaltwins/other", "count"),
    LINK("/digitaltwins/end1/relationships/link", "rate");

    private final String path;
    private final String property;

    Thing(String path, String property) {
      this.path = path;
      this.property = property;
    }

    String body(int value) {
      String member = "\"" + property + "\":" + value;
      return this == LINK ? Plant.link("feeds", "end2", member) : Plant.machine(member);
    }

    String patch(int value) {
      return "[{\"op\":\"add\",\"path\":\"/%s\",\"value\":%d}]".formatted(property, value);
    }
  }

  enum Kind {
    PUT,
    CREATE,
    PATCH,
    PATCH_AS_SEEN,
    DELETE,
    DELETE_AS_SEEN,
    GET
  }

  record Step(int client, Kind kind, Thing thing, int value) {}

  record State(String etag, int value) {}

  @Provide
  Arbitrary<Step> step() {
    return Combinators.combine(
            Arbitraries.integers().between(0, CLIENTS - 1),
            Arbitraries.of(Kind.class),
            Arbitraries.of(Thing.class),
            Arbitraries.integers().between(0, 1_000))
        .as(Step::new);
  }

  @Property(tries = 150)
  void every_history_goes_as_the_contract_says(
      @ForAll @Size(min = 1, max = 40) List<@From("step") Step> steps) {
    for (Thing thing : Thing.values()) {
      http.delete(thing.path);
    }
    Map<Thing, State> states = new HashMap<>();
    List<Map<Thing, String>> seen = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      seen.add(new HashMap<>());
    }
    Set<String> given = new HashSet<>();
    for (Step step : steps) {
      take(step, states, seen.get(step.client()), given);
    }
    for (Thing thing : Thing.values()) {
      holds(thing, states.get(thing));
    }
  }

  private static void take(
      Step step, Map<Thing, State> states, Map<Thing, String> seen, Set<String> given) {
    Thing thing = step.thing();
    State state = states.get(thing);
    String expected = seen.getOrDefault(thing, NEVER_GIVEN);
    boolean isCurrent = state != null && state.etag().equals(expected);
    int missing = state == null ? 404 : 0;
    switch (step.kind()) {
      case PUT -> written(put(step), 200, step, states, seen, given);
      case CREATE -> {
        Reply reply = put(step, "If-None-Match", "*");
        if (state == null) {
          written(reply, 200, step, states, seen, given);
        } else {
          refused(reply, 412, "PreconditionFailed", step);
        }
      }
      case PATCH -> patched(patch(step), missing, step, states, seen, given);
      case PATCH_AS_SEEN ->
          patched(
              patch(step, "If-Match", expected),
              state == null ? 404 : isCurrent ? 0 : 412,
              step,
              states,
              seen,
              given);
      case DELETE -> deleted(http.delete(thing.path), missing, step, states);
      case DELETE_AS_SEEN ->
          deleted(
              http.delete(thing.path, "If-Match", expected),
              state == null ? 404 : isCurrent ? 0 : 412,
              step,
              states);
      case GET -> {
        holds(thing, state);
        if (state != null) {
          seen.put(thing, state.etag());
        }
      }
    }
  }

  private static Reply put(Step step, String... headers) {
    return http.put(step.thing().path, step.thing().body(step.value()), headers);
  }

  private static Reply patch(Step step, String... headers) {
    return http.patch(step.thing().path, step.thing().patch(step.value()), headers);
  }

  private static void patched(
      Reply reply,
      int refusal,
      Step step,
      Map<Thing, State> states,
      Map<Thing, String> seen,
      Set<String> given) {
    if (refusal == 0) {
      written(reply, 204, step, states, seen, given);
    } else {
      refused(reply, refusal, refusal == 412 ? "PreconditionFailed" : "NotFound", step);
    }
  }

  private static void deleted(Reply reply, int refusal, Step step, Map<Thing, State> states) {
    if (refusal == 0) {
      assertThat(reply.status()).as(step.toString()).isEqualTo(204);
      states.remove(step.thing());
    } else {
      refused(reply, refusal, refusal == 412 ? "PreconditionFailed" : "NotFound", step);
    }
  }

  private static void written(
      Reply reply,
      int status,
      Step step,
      Map<Thing, State> states,
      Map<Thing, String> seen,
      Set<String> given) {
    assertThat(reply.status()).as(step + " " + reply.body()).isEqualTo(status);
    String etag = reply.header("ETag");
    assertThat(etag).as(step.toString()).matches("W/\"[0-9a-f-]{36}\"");
    assertThat(given.add(etag)).as("etag of " + step + " is new").isTrue();
    if (status == 200) {
      assertThat(reply.json().path("$etag").asText()).isEqualTo(etag);
    }
    states.put(step.thing(), new State(etag, step.value()));
    seen.put(step.thing(), etag);
  }

  private static void refused(Reply reply, int status, String code, Step step) {
    assertThat(reply.status()).as(step + " " + reply.body()).isEqualTo(status);
    assertThat(reply.json().at("/error/code").asText()).endsWith(code);
  }

  private static void holds(Thing thing, State state) {
    Reply reply = http.get(thing.path);
    if (state == null) {
      assertThat(reply.status()).as(thing.toString()).isEqualTo(404);
    } else {
      assertThat(reply.header("ETag")).as(thing.toString()).isEqualTo(state.etag());
      assertThat(reply.json().path("$etag").asText()).isEqualTo(state.etag());
      assertThat(reply.json().path(thing.property).asInt()).isEqualTo(state.value());
    }
  }

  enum Move {
    /** Reads the number and writes the next one, as often as somebody else was faster. */
    COUNT_UP,
    /** Writes something else, on no condition. */
    NAME,
    READ
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void no_update_is_lost_between_clients_at_once(
      @ForAll @Size(min = 2, max = 5) List<@Size(max = 12) List<Move>> scripts) {
    Thing thing = Thing.ONE;
    ConcurrentLinkedQueue<String> etags = new ConcurrentLinkedQueue<>();
    etags.add(http.put(thing.path, thing.body(0)).header("ETag"));
    ExecutorService clients = Executors.newFixedThreadPool(scripts.size());
    try {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (List<Move> script : scripts) {
        running.add(
            CompletableFuture.runAsync(
                () -> script.forEach(move -> etags.addAll(make(move, thing))), clients));
      }
      running.forEach(each -> each.orTimeout(60, TimeUnit.SECONDS).join());
    } finally {
      clients.shutdownNow();
    }
    long counted = scripts.stream().flatMap(List::stream).filter(Move.COUNT_UP::equals).count();
    Reply last = http.get(thing.path);
    assertThat(last.json().path("count").asLong()).isEqualTo(counted);
    assertThat(etags).doesNotHaveDuplicates().contains(last.header("ETag"));
  }

  /** The etags of what was written. */
  private static List<String> make(Move move, Thing thing) {
    if (move == Move.NAME) {
      String patch = "[{\"op\":\"add\",\"path\":\"/name\",\"value\":\"x\"}]";
      return List.of(http.patch(thing.path, patch).header("ETag"));
    }
    while (true) {
      Reply read = http.get(thing.path);
      String etag = read.header("ETag");
      assertThat(read.json().path("$etag").asText()).isEqualTo(etag);
      if (move == Move.READ) {
        return List.of();
      }
      int next = read.json().path("count").asInt() + 1;
      Reply written = http.patch(thing.path, thing.patch(next), "If-Match", etag);
      if (written.status() == 204) {
        return List.of(written.header("ETag"));
      }
      assertThat(written.status()).isEqualTo(412);
    }
  }
}
