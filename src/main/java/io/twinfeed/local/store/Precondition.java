package io.twinfeed.local.store;

import org.jspecify.annotations.Nullable;

/**
 * What must hold of the version that is there before a write.
 *
 * @param etag the version wanted, as the service spells it; null for any
 */
public record Precondition(@Nullable String etag) {
  public static final Precondition NONE = new Precondition(null);

  void check(Held held) {
    if (etag != null && !etag.equals(held.etag())) {
      throw new Refused(
          Code.PRECONDITION_FAILED,
          "The If-Match header "
              + etag
              + " does not match the current version "
              + held.etag()
              + ". Read it again and use its etag.");
    }
  }
}
