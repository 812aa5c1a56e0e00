/**
 * The jobs of the local service: imports, which fail for want of a blob storage, and the deletion
 * of all there is. What comes in are job requests; what goes out are jobs as they stand, or
 * refusals with the service's error codes. Only the local service's REST face calls it.
 */
@NullMarked
package io.twinfeed.local.job;

import org.jspecify.annotations.NullMarked;
