/**
 * How fast to go and when to try again: facts about a reply come in; how long to wait, or that it
 * is over, goes out. Clocks and chance are parameters. Used by the clients of services.
 */
@NullMarked
package io.twinfeed.pace;

import org.jspecify.annotations.NullMarked;
