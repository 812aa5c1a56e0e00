package io.twinfeed.connector;

import io.twinfeed.adt.Identity;
import io.twinfeed.adt.TwinService;
import io.twinfeed.adt.TwinStore;
import io.twinfeed.issue.Place;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Pace;
import io.twinfeed.pace.Pacing;
import io.twinfeed.spec.Reference;
import java.io.Serializable;
import java.util.Locale;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a service, and how fast to go. It travels to the workers, where the endpoint is
 * resolved.
 *
 * @param endpoint empty until it is given
 * @param limits null for those that go with the endpoint
 * @param share the part of the limits, above 0 and up to 1
 * @param identity null for that of the environment
 */
record Connection(
    String endpoint, @Nullable Limits limits, double share, @Nullable Identity identity)
    implements Serializable {
  static final Connection UNSET = new Connection("", null, 1, null);

  Connection {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be above 0 and up to 1 (is " + share + ")");
    }
  }

  Connection to(String address) {
    return new Connection(address, limits, share, identity);
  }

  Connection withLimits(Limits given) {
    return new Connection(endpoint, given, share, identity);
  }

  Connection withShare(double part) {
    return new Connection(endpoint, limits, part, identity);
  }

  Connection withIdentity(Identity given) {
    return new Connection(endpoint, limits, share, given);
  }

  /**
   * @param transform for the sentence, as is the method that says it
   * @throws IllegalArgumentException if nobody has said where the service is
   */
  void check(String transform, String method) {
    if (endpoint.isBlank()) {
      throw new IllegalArgumentException(
          "%s needs an endpoint: %s(\"https://<instance>.api.<region>.digitaltwins.azure.net\")"
              .formatted(transform, method));
    }
  }

  void populate(DisplayData.Builder builder) {
    // Unresolved, as it is in the graph
    builder
        .add(DisplayData.item("endpoint", endpoint).withLabel("Endpoint"))
        .add(DisplayData.item("share", share).withLabel("Share Of The Limits"));
    if (limits == null) {
      builder.add(
          DisplayData.item("limits", "of Azure at an https endpoint, else none")
              .withLabel("Limits"));
      return;
    }
    limits
        .perSecond()
        .forEach(
            (operation, rate) ->
                builder.add(
                    DisplayData.item("limits." + operation.name().toLowerCase(Locale.ROOT), rate)
                        .withLabel("Limit Per Second: " + operation)));
    if (limits.perTwin() != null) {
      builder.add(
          DisplayData.item("limits.per_twin", limits.perTwin())
              .withLabel("Limit Per Second And Twin"));
    }
  }

  /** An open connection, and the pace that it keeps with all others of this process. */
  record Open(TwinStore store, Pace pace) {}

  /**
   * @throws TwinfeedException if the endpoint can't be resolved, or is no address that may be used
   */
  Open open() {
    try {
      String address = new Reference(endpoint, Place.of("endpoint")).resolve();
      Pace pace = new Pacing("connector at " + address, rates(address)).sharedAgain();
      return new Open(
          identity == null
              ? TwinService.connect(address, pace)
              : TwinService.connect(address, identity, pace),
          pace);
    } catch (TwinfeedException e) {
      throw Refusal.told(e, e.hint());
    }
  }

  private Limits rates(String address) {
    return (limits == null ? Limits.at(address) : limits).share(share);
  }
}
