/**
 * The port to a digital-twin service and its client over azure-digitaltwins-core: twins,
 * relationships and patches come in; replies go out as data, refusals included. Used by the stages
 * that read or write the graph and by the commands; nothing here knows the local service.
 */
@NullMarked
package io.twinfeed.adt;

import org.jspecify.annotations.NullMarked;
