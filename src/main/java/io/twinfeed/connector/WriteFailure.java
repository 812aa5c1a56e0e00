package io.twinfeed.connector;

import java.io.Serializable;

/**
 * A mutation that the service has refused, or would. Nothing of it was carried out, unless the code
 * ends in a status of 500 or more: then the service did not say.
 *
 * @param code stable: docs/errors.md lists them; {@code TWIN-} or {@code REL-} and the HTTP status
 *     for a refusal of the service
 * @param message what is wrong, as a sentence without a final stop
 * @param hint what to do about it
 * @param attempts how often the service was asked; 0 if it was not
 */
public record WriteFailure(
    Mutation mutation, String code, String message, String hint, int attempts)
    implements Serializable {}
