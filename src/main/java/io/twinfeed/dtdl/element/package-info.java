/**
 * What a model document says, before anyone judges it: JSON text comes in; a tree of {@link
 * io.twinfeed.dtdl.element.Element}s with their places goes out, however wrong the text may be. The
 * rules and the resolution of {@code dtdl} read it; nobody else.
 */
@NullMarked
package io.twinfeed.dtdl.element;

import org.jspecify.annotations.NullMarked;
