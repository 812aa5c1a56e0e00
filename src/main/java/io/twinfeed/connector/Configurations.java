package io.twinfeed.connector;

import io.twinfeed.pace.Limits;
import org.jspecify.annotations.Nullable;

/** What the configurations of other languages have in common. */
final class Configurations {
  private Configurations() {}

  /**
   * @throws IllegalArgumentException if something is missing or wrong, with a cure
   */
  static Connection connection(
      String transform, String endpoint, @Nullable String limits, @Nullable Double share) {
    if (endpoint.isBlank()) {
      throw new IllegalArgumentException(
          transform
              + ": endpoint is missing; such as https://<instance>.api.<region>.digitaltwins.azure.net");
    }
    Connection connection = Connection.UNSET.to(endpoint);
    if (limits != null) {
      connection =
          connection.withLimits(
              switch (limits) {
                case "azure" -> Limits.AZURE;
                case "none" -> Limits.NONE;
                default ->
                    throw new IllegalArgumentException(
                        transform + ": limits is " + limits + "; known are azure and none");
              });
    }
    return share == null ? connection : connection.withShare(share);
  }
}
