/**
 * Shaping: rows come in; fragments of twins and of relationships go out, one for each row and rule,
 * with ids made, expressions evaluated and values converted to what the models say. Rows that can't
 * be shaped leave as failures. Used by the grouping and by what wires the stages.
 */
@NullMarked
package io.twinfeed.shape;

import org.jspecify.annotations.NullMarked;
