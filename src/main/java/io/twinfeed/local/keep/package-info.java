/**
 * Keeps the graph of a local service on disk. What comes in is every write, as it happens; what
 * goes out are the moments from which writes are safe, and at the next start all that was kept.
 * Only the local service calls it.
 */
@NullMarked
package io.twinfeed.local.keep;

import org.jspecify.annotations.NullMarked;
