/** A Flink cluster, seen over its REST interface: its jobs, how far they are, and their end. */
@NullMarked
package io.twinfeed.cluster;

import org.jspecify.annotations.NullMarked;
