package io.twinfeed.flow;

import java.io.Serializable;

/**
 * Stands in a row for a value that the database gave and Twinfeed can't take, so that only what
 * uses that column is rejected.
 *
 * @param why what completes "column x …"
 */
public record Unreadable(String why) implements Serializable {}
