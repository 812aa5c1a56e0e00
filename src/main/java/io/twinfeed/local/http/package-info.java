/**
 * The REST face of the local service: each group of routes registers itself, and one table turns
 * refusals into responses. What comes in are HTTP requests, what goes out are responses in the
 * service's shapes. Only the local service starts it.
 */
@NullMarked
package io.twinfeed.local.http;

import org.jspecify.annotations.NullMarked;
