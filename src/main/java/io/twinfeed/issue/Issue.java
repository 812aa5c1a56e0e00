package io.twinfeed.issue;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One problem in something that a person wrote.
 *
 * @param code stable, for searching: {@code SPEC-014}
 * @param place where it stands; null where there is no file to point into
 * @param message what is wrong, as a sentence without a final stop
 * @param hint what to do about it; empty if the message says it
 */
public record Issue(
    String code, Severity severity, @Nullable Place place, String message, String hint)
    implements Serializable {}
