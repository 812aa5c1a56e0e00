/**
 * The command line: arguments come in; a run, a check, a service or an answer goes out, with words
 * for a person and an exit code for a script. Data goes to stdout and everything else to stderr.
 * Called by the entry point alone.
 */
@NullMarked
package io.twinfeed.cli;

import org.jspecify.annotations.NullMarked;
