/**
 * How fast clients may go: token buckets per class of request and per twin, as the service has
 * them. What comes in is what a request is about to do; what goes out is nothing, or {@link
 * io.twinfeed.local.limit.Throttled} with the time to wait. Only the local service calls it.
 */
@NullMarked
package io.twinfeed.local.limit;

import org.jspecify.annotations.NullMarked;
