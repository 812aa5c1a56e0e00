/**
 * Reading: the sources of a pipeline file come in; typed rows go out, through JdbcIO, in parallel
 * ranges where the file asks for them. Asks the databases about their columns before a run, about
 * keys and statistics for a check, and for a few rows for a preview. Used by the shaping of rows
 * and by what wires the stages.
 */
@NullMarked
package io.twinfeed.read;

import org.jspecify.annotations.NullMarked;
