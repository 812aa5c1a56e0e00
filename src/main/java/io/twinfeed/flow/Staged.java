package io.twinfeed.flow;

import org.apache.beam.sdk.values.PCollection;

/** What every stage puts out: its good output, what failed, and what it counted. */
public record Staged<T>(
    PCollection<T> good, PCollection<Failure> failed, PCollection<Tally> counted) {}
