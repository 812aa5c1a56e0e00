/**
 * Settings that people write in files. What comes in is YAML or JSON; what goes out are records, or
 * a refusal that names the file, the member and the cure. The local service's settings call it, and
 * its REST face for the settings that can be changed while it runs.
 */
@NullMarked
package io.twinfeed.local.document;

import org.jspecify.annotations.NullMarked;
