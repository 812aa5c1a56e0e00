package io.twinfeed.local.store;

import java.time.Instant;

/**
 * A component of a twin.
 *
 * @param updated the last write of anything in it
 */
public record Part(Fields fields, Instant updated) {}
