package io.twinfeed.adt;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a service answered. A refusal is data, not an exception. */
public sealed interface Reply<T> {

  /**
   * Done.
   *
   * @param value what was read; null where nothing is
   */
  record Done<T>(@Nullable T value) implements Reply<T> {}

  /**
   * The service said no.
   *
   * @param code the service's own, such as {@code ValidationFailed}; {@code HTTP-429} and the like
   *     for a gateway's answer, which has none
   * @param message the service's reason, the most precise one it gives
   * @param attempts how often it was asked
   * @param repeated whether an earlier attempt had no answer, or one that says nothing, and may
   *     have been carried out
   */
  record Refused<T>(int status, String code, String message, int attempts, boolean repeated)
      implements Reply<T> {

    /** Of the first attempt. */
    public Refused(int status, String code, String message) {
      this(status, code, message, 1, false);
    }
  }

  /** There was no answer: the request may or may not have been carried out. */
  record Lost<T>(String why) implements Reply<T> {}

  default boolean isDone() {
    return this instanceof Done;
  }

  /** Whether the service refused with this status. */
  default boolean isStatus(int status) {
    return this instanceof Refused<T> refused && refused.status() == status;
  }

  /** Whether something else is there than the request was made for: it may fit if made anew. */
  default boolean isOutdated() {
    return isStatus(412)
        || (this instanceof Refused<T> refused && refused.code().equals("JsonPatchInvalid"));
  }

  default <R> Reply<R> map(Function<T, R> change) {
    if (this instanceof Done<T> done) {
      T value = done.value();
      return new Done<>(value == null ? null : change.apply(value));
    }
    if (this instanceof Refused<T> refused) {
      return new Refused<>(
          refused.status(),
          refused.code(),
          refused.message(),
          refused.attempts(),
          refused.repeated());
    }
    return new Lost<>(((Lost<T>) this).why());
  }
}
