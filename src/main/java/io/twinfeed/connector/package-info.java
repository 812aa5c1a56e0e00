/**
 * A twin service as the sink and source of any Beam pipeline, in Java, Beam YAML and other
 * languages: mutations or queries come in; what became of each, or rows, go out. For pipelines of
 * other people: nothing of ours calls it, and no pipeline file is needed.
 */
@NullMarked
package io.twinfeed.connector;

import org.jspecify.annotations.NullMarked;
