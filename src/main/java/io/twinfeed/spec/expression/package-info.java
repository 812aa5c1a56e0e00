/**
 * Expressions in CEL: templates of the pipeline file come in; compiled ones that take a row go out,
 * or issues with a caret inside the expression. Used by the checks of the file and, per worker, by
 * the shaping of rows.
 */
@NullMarked
package io.twinfeed.spec.expression;

import org.jspecify.annotations.NullMarked;
