/**
 * Planning: drafts come in and are held against the live graph; the changes that bring it into step
 * go out, in batches, or nothing where there is nothing to do. It reads the twin service and never
 * writes. Used by the writing, which sends the changes.
 */
@NullMarked
package io.twinfeed.plan;

import org.jspecify.annotations.NullMarked;
