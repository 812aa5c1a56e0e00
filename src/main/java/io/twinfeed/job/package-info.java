/**
 * The job: a checked pipeline file and a runner's configuration come in; a finished run goes out,
 * with its files written; or what a check of the databases has found; or a preview. The only code
 * that sees all stages, and wires them. Used by the commands.
 */
@NullMarked
package io.twinfeed.job;

import org.jspecify.annotations.NullMarked;
