package io.twinfeed.adt;

import io.twinfeed.pace.Cost;
import io.twinfeed.pace.Operation;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * One call of the store, on its way through the SDK to the transport and back: it tells the
 * transport what the call costs, and us how often it was made. It travels in Reactor's context,
 * since the SDK passes nothing else on.
 */
final class Call {
  static final Object KEY = Call.class;

  private final Cost cost;
  private volatile int attempts;
  private volatile boolean uncertain;
  private volatile boolean repeated;

  private Call(Cost cost) {
    this.cost = cost;
  }

  static Call read() {
    return new Call(Cost.of(Operation.READ));
  }

  static Call of(Operation operation) {
    return new Call(Cost.of(operation));
  }

  static Call of(Operation operation, TwinId twin) {
    return of(operation, twin, null);
  }

  /**
   * @param target null where it is not known, or there is none
   */
  static Call of(Operation operation, TwinId source, @Nullable TwinId target) {
    return new Call(Cost.of(operation, source.value(), target == null ? null : target.value()));
  }

  static Call of(Operation operation, Relationship link) {
    return of(operation, link.source(), link.target());
  }

  /** The call that a request belongs to; one without a limit if there is none. */
  static Call in(ContextView context) {
    return context.hasKey(KEY) ? context.get(KEY) : of(Operation.MODELS);
  }

  Cost cost() {
    return cost;
  }

  /** An attempt begins. */
  void begins(int attempt) {
    attempts = attempt;
    if (uncertain) {
      repeated = true;
    }
  }

  /** The attempt ended without an answer that says whether it was carried out. */
  void endsUncertain() {
    uncertain = true;
  }

  int attempts() {
    return Math.max(1, attempts);
  }

  /** Whether an attempt before the last one may have been carried out. */
  boolean isRepeated() {
    return repeated;
  }
}
