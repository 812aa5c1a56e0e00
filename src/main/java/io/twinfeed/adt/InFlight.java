package io.twinfeed.adt;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A window of requests: so many at once, and no thread for each. */
public final class InFlight {
  private InFlight() {}

  /**
   * Makes a call for each item, at most {@code width} at a time, and waits for all.
   *
   * @return the results in the order of the items
   */
  public static <A, B> List<B> each(
      List<A> items, int width, Function<A, CompletableFuture<B>> call) {
    return Flux.fromIterable(items)
        .flatMapSequential(item -> Mono.fromFuture(() -> call.apply(item)), width, 1)
        .collectList()
        .blockOptional()
        .orElseThrow();
  }
}
