/**
 * Writing: batches of changes come in; they are sent to the twin service in phases, and outcomes go
 * out: counts, and what was refused. A refused change is data and never fails its batch; a service
 * that is gone ends the run. Used by what wires the stages.
 */
@NullMarked
package io.twinfeed.write;

import org.jspecify.annotations.NullMarked;
