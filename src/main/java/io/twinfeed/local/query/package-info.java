/**
 * The query language of the twin service. What comes in are the text of a query and a graph; what
 * goes out are pages of rows, or a {@link io.twinfeed.local.store.Refused} that says where the text
 * is wrong. Only the local service calls it.
 */
@NullMarked
package io.twinfeed.local.query;

import org.jspecify.annotations.NullMarked;
