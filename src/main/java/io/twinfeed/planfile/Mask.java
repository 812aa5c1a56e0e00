package io.twinfeed.planfile;

import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.TwinId;

/** Knows which parts of a plan come from sensitive columns, and so are not to be shown. */
public interface Mask {
  /** Stands for what is not shown. */
  String HIDDEN = "(sensitive)";

  boolean hidesId(TwinId twin);

  /** Whether a twin's value at a path, or within it, or around it, is hidden. */
  boolean hides(String model, PropertyPath path);

  /** Whether the source time of a twin's property is hidden. */
  boolean hidesTime(String model, String sourceTimeName);

  /** Whether a relationship's own property is hidden. */
  boolean hidesOfLink(String relationship, String property);

  /** An id as it may be shown. */
  default String shown(TwinId twin) {
    return hidesId(twin) ? HIDDEN : twin.value();
  }
}
