package io.twinfeed.pace;

/** Requests that share a limit of the service (adt-service.md §2.2). */
public enum Operation {
  /** Of twins and relationships, one or a list. */
  READ,
  /** Of twins and relationships. */
  PATCH,
  /** Of twins and relationships. */
  CREATE_DELETE,
  QUERY,
  MODELS
}
