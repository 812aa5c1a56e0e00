package io.twinfeed.job;

import io.twinfeed.issue.TwinfeedException;

/** How a command ends, for scripts. The numbers are part of the contract (docs/operations.md). */
public enum ExitCode {
  DONE(0),
  UNEXPECTED(1),
  USAGE(2),
  SPEC(3),
  MODEL(4),
  SOURCE(5),
  SERVICE(6),
  REJECTS(7),
  REFUSED(8),
  STATE(9),
  CHANGES_PENDING(10),
  CANCELLED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static ExitCode of(TwinfeedException.Kind kind) {
    return switch (kind) {
      case UNEXPECTED -> UNEXPECTED;
      case USAGE -> USAGE;
      case SPEC -> SPEC;
      case MODEL -> MODEL;
      case SOURCE -> SOURCE;
      case SERVICE -> SERVICE;
      case GUARD -> REFUSED;
      case STATE -> STATE;
      case CANCELLED -> CANCELLED;
    };
  }
}
