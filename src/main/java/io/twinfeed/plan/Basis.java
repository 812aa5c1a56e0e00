package io.twinfeed.plan;

/** What rows are held against. */
public enum Basis {
  /** What is on record counts as what is there. */
  RECORD,
  /** The graph, whatever is on record. */
  GRAPH,
  /** What is on record counts as being there, but not as what it says: all of it is written. */
  NOTHING;

  boolean believes() {
    return this != GRAPH;
  }
}
