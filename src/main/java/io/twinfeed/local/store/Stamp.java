package io.twinfeed.local.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a property was last written.
 *
 * @param updated the service's time of the write
 * @param sourceTime what the writer said about its own time, as RFC 3339 text; null if nothing
 */
public record Stamp(Instant updated, @Nullable String sourceTime) {}
