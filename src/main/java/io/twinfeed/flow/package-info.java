/**
 * What travels between the stages beside their own records: failures, counts, shards and the bytes
 * of values. Nothing comes in but vocabulary; the stages and what wires them use it. It is the
 * lowest layer that knows Beam.
 */
@NullMarked
package io.twinfeed.flow;

import org.jspecify.annotations.NullMarked;
