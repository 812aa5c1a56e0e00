/**
 * The graph that the local service holds: models, twins and relationships, with their etags and
 * times. What comes in are DTDL documents, JSON values and patches; what goes out are immutable
 * held values, or a {@link io.twinfeed.local.store.Refused} with the service's error code. Only the
 * local service calls it; it knows no HTTP.
 */
@NullMarked
package io.twinfeed.local.store;

import org.jspecify.annotations.NullMarked;
