package io.twinfeed.twin;

import java.io.Serializable;

/** The {@code $dtId} of a twin: unique in one service, case-sensitive. */
public record TwinId(String value) implements Comparable<TwinId>, Serializable {

  // The hashes of texts that differ in few digits are alike; and those of one shard must not have
  // the bits in common by which they came there
  @Override
  public int hashCode() {
    int hash = value.hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    return hash ^ (hash >>> 13);
  }

  @Override
  public int compareTo(TwinId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
