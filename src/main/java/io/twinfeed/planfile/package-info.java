/**
 * Plans as files: the changes that the planning has found come in, each with what it would change;
 * a file of one JSON object a line goes out, in an order that depends on nothing but the changes,
 * and is read back to be shown or to be carried out. Used by what wires the stages and by the
 * commands.
 */
@NullMarked
package io.twinfeed.planfile;

import org.jspecify.annotations.NullMarked;
