/**
 * The snapshot: what is known of twins and relationships goes in at the end of a run and comes out
 * at the beginning of the next, as numbered generations on any file system that Beam knows; with a
 * record of what a run is about to write, and a lease for one run at a time. Used by what wires the
 * stages and by the commands.
 */
@NullMarked
package io.twinfeed.snapshot;

import org.jspecify.annotations.NullMarked;
