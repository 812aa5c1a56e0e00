package io.twinfeed.connector;

/** Reads from and writes to Azure Digital Twins, or a service that answers like it. */
public final class DigitalTwinsIO {
  private DigitalTwinsIO() {}

  /** Carries mutations out; {@link Write#to} says where. */
  public static Write write() {
    return new Write(Connection.UNSET);
  }
}
