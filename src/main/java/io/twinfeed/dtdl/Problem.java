package io.twinfeed.dtdl;

/**
 * What is wrong with a value, a twin or a relationship.
 *
 * @param path the way to the value by names, with dots: {@code Thermostat.setPoint}; empty for the
 *     whole
 * @param message a sentence without a final stop that also names the path
 */
public record Problem(String path, String message) {}
