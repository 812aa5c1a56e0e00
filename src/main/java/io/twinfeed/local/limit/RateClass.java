package io.twinfeed.local.limit;

import org.jspecify.annotations.Nullable;

/** Requests that share a limit (adt-service.md §2.2). */
public enum RateClass {
  TWIN_READS,
  TWIN_PATCHES,
  CREATES_AND_DELETES,
  QUERIES,
  MODELS,
  EVENT_ROUTES,
  JOBS;

  @Nullable Double rate(Limits limits) {
    return switch (this) {
      case TWIN_READS -> limits.twinReads();
      case TWIN_PATCHES -> limits.twinPatches();
      case CREATES_AND_DELETES -> limits.createsAndDeletes();
      case QUERIES -> limits.queries();
      case MODELS -> limits.models();
      case EVENT_ROUTES -> limits.eventRoutes();
      case JOBS -> limits.jobs();
    };
  }
}
