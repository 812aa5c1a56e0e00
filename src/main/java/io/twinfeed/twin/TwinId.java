package io.twinfeed.twin;

import java.io.Serializable;

/** The {@code $dtId} of a twin: unique in one service, case-sensitive. */
public record TwinId(String value) implements Comparable<TwinId>, Serializable {

  @Override
  public int compareTo(TwinId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
