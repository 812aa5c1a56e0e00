/**
 * The mapping file of the older batch pattern (Azure-Samples/azuredigitaltwins-batchupdate): a text
 * comes in, a pipeline file goes out. Only the command line calls it.
 */
@NullMarked
package io.twinfeed.seed;

import org.jspecify.annotations.NullMarked;
