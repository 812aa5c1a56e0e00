/**
 * Reads pipeline files: YAML text comes in; a {@link io.twinfeed.spec.PipelineSpec} with exact
 * places goes out, and every problem at once as issues. Called by the commands that take a file.
 */
@NullMarked
package io.twinfeed.spec.yaml;

import org.jspecify.annotations.NullMarked;
