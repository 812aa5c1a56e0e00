/**
 * Reporting: failures and counts come in from all stages; a run's files go out: rejects.jsonl from
 * the pipeline, summary.json from the one who started it. Used by what wires the stages and by the
 * commands.
 */
@NullMarked
package io.twinfeed.report;

import org.jspecify.annotations.NullMarked;
