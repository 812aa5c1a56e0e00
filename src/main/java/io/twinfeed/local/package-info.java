/**
 * The local twin service: the data plane of Azure Digital Twins in one process, for development,
 * tests and the demo. What comes in are its settings; what goes out is a running server that the
 * service's own clients can't tell from the real one. The command line and tests start it.
 */
@NullMarked
package io.twinfeed.local;

import org.jspecify.annotations.NullMarked;
