/**
 * Judges a pipeline file as a whole, one rule per class: a {@link io.twinfeed.spec.PipelineSpec}
 * comes in, with the models and the columns as far as they are known; issues go out. Called by the
 * commands that take a file; the shaping of rows uses how property paths are resolved.
 */
@NullMarked
package io.twinfeed.spec.rule;

import org.jspecify.annotations.NullMarked;
