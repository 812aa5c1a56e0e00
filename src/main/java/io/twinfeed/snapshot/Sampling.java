package io.twinfeed.snapshot;

/** Chooses at random, and yet the same whoever does the work and however often. */
final class Sampling {
  private Sampling() {}

  /** An order of items that looks like chance and is another one in each run. */
  static int rank(String runId, Manifest.Item item) {
    int hash = (runId + item.twin() + "/" + item.relationship()).hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
