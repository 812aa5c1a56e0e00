package io.twinfeed.dtdl.rule;

import io.twinfeed.dtdl.element.Element;
import org.jspecify.annotations.Nullable;

/** The interfaces that were accepted before, as far as the rules need to know them. */
public interface Earlier {
  /** What is known of an interface; null if there is none of that DTMI. */
  @Nullable Known known(String dtmi);

  /** An interface as it was written, read again; null if there is none of that DTMI. */
  @Nullable Element read(String dtmi);
}
