/**
 * Problems as data: an issue has a stable code, a severity, a place, a message and a hint, and is
 * collected, never thrown one at a time. What comes in are findings; what goes out is text for a
 * person. Every package that judges something a person wrote may use it.
 */
@NullMarked
package io.twinfeed.issue;

import org.jspecify.annotations.NullMarked;
