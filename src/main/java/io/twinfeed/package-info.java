/**
 * The entry point of the program. What comes in is a command line, what goes out is an exit code.
 * Nothing calls it but the launcher and a cluster's submission.
 */
@NullMarked
package io.twinfeed;

import org.jspecify.annotations.NullMarked;
