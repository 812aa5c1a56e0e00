package io.twinfeed.plan;

/** How much of a plan is given out for people and files to read. */
public enum Tells {
  NOTHING,
  /** What is to be done because the graph has changed, and not what the rows say. */
  DRIFT,
  ALL
}
