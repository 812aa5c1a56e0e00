/**
 * What goes wrong on purpose, as data. What comes in are faults and the requests that they may hit;
 * what goes out is the fault that hits a request, if any. Only the local service calls it.
 */
@NullMarked
package io.twinfeed.local.fault;

import org.jspecify.annotations.NullMarked;
