package io.twinfeed.dtdl.element;

/** What becomes of a context, type or member that no known extension defines. */
public enum UndefinedExtensions {
  /** DTDL v2 allows them and v3 refuses them; so does the service (dtdl-rules.md §2). */
  AS_THE_VERSION_SAYS,
  ALLOWED,
  REFUSED
}
