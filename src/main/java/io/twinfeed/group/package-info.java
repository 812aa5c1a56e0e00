/**
 * Grouping: fragments come in; for each twin one draft goes out, with all that the sources say of
 * it and of the relationships that start at it, aggregated, merged and converted. Sources that
 * contradict each other leave as failures. One shuffle, by shard and in blocks. Used by the
 * planning.
 */
@NullMarked
package io.twinfeed.group;

import org.jspecify.annotations.NullMarked;
