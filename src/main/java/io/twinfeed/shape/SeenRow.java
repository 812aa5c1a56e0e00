package io.twinfeed.shape;

import java.io.Serializable;

/**
 * A row that came from a source that is read in part. Of what is on record, this run can decide
 * only what such rows fed.
 *
 * @param row the row's name
 */
public record SeenRow(String source, String row) implements Serializable {}
