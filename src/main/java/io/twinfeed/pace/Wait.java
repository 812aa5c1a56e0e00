package io.twinfeed.pace;

/**
 * How long to wait before a request may go.
 *
 * @param nanos all of it; 0 for none
 * @param askedNanos the part of it for which the service has asked
 */
public record Wait(long nanos, long askedNanos) {
  static final Wait NONE = new Wait(0, 0);

  Wait longer(Wait other) {
    return other.nanos > nanos ? other : this;
  }

  /** The part that keeps us inside our own budget. */
  public long pacedNanos() {
    return nanos - askedNanos;
  }
}
