/**
 * The pipeline file: YAML text comes in; a {@link io.twinfeed.spec.PipelineSpec} with positions
 * goes out, or issues with place, cause and cure. The stages read these records; only this package
 * knows YAML and the expression language.
 */
@NullMarked
package io.twinfeed.spec;

import org.jspecify.annotations.NullMarked;
