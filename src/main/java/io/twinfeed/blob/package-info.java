/** How Azure Blob Storage is reached, where a state may lie. */
@NullMarked
package io.twinfeed.blob;

import org.jspecify.annotations.NullMarked;
