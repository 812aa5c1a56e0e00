/**
 * The event routes of the local service, which are kept and lead nowhere: there is no endpoint to
 * deliver to. What comes in are the routes of requests; what goes out are the routes as they stand,
 * or refusals with the service's error codes. Only the local service's REST face calls it.
 */
@NullMarked
package io.twinfeed.local.event;

import org.jspecify.annotations.NullMarked;
