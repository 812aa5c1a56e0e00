package io.twinfeed.report;

import org.jspecify.annotations.Nullable;

/**
 * How much of a source was read.
 *
 * @param full whether all of its rows were
 * @param from RFC 3339, the database's time of the oldest change that was asked for; null if all
 *     rows were
 * @param to where the next run goes on; null for a source without a watermark
 */
public record SourceRead(boolean full, @Nullable String from, @Nullable String to) {
  /** A source of which all is read every time. */
  public static final SourceRead ALL = new SourceRead(true, null, null);
}
