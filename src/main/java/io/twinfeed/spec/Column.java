package io.twinfeed.spec;

import java.io.Serializable;

/**
 * A column of a source.
 *
 * @param name as it is spelt in {@code columns:}, else as the driver labels it
 */
public record Column(String name, ColumnType type) implements Serializable {}
