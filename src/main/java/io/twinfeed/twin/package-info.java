/**
 * The vocabulary of a twin graph: ids, JSON values, twins, relationships and JSON patches, as
 * immutable values without behaviour of their own. Nothing comes in; every other package may use
 * them. No Beam, no network, no file.
 */
@NullMarked
package io.twinfeed.twin;

import org.jspecify.annotations.NullMarked;
