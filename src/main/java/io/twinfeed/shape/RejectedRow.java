package io.twinfeed.shape;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A row that a rule rejected. Whatever it fed in an earlier run is held: nobody knows what it would
 * have said.
 *
 * @param ofTwin whether it is a rule for twins, and not for relationships
 * @param rule its place in the file's list of such rules
 * @param row the row's name; null if its source has no key, so that it can't be found on record
 */
public record RejectedRow(boolean ofTwin, int rule, @Nullable String row) implements Serializable {}
