package io.twinfeed.local.http;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import org.jspecify.annotations.Nullable;

/** The stable versions of the REST API, oldest first (adt-service.md §1.1). */
enum ApiVersion {
  V2020_10_31("2020-10-31"),
  V2022_05_31("2022-05-31"),
  V2023_06_30("2023-06-30"),
  V2023_10_31("2023-10-31");

  private final String spelling;

  ApiVersion(String spelling) {
    this.spelling = spelling;
  }

  static ApiVersion of(@Nullable String spelling) {
    if (spelling == null || spelling.isEmpty()) {
      throw new Refused(
          Code.API_VERSION_UNSPECIFIED, "An API version is required, but was not specified.");
    }
    for (ApiVersion version : values()) {
      if (version.spelling.equals(spelling)) {
        return version;
      }
    }
    throw unsupported(spelling);
  }

  static Refused unsupported(String spelling) {
    return new Refused(
        Code.UNSUPPORTED_API_VERSION,
        "The HTTP resource that matches the request URI does not support the API version '"
            + spelling
            + "'.");
  }

  String spelling() {
    return spelling;
  }

  boolean atLeast(ApiVersion other) {
    return compareTo(other) >= 0;
  }
}
