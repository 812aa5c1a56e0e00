package io.twinfeed.job;

import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Operation;
import io.twinfeed.pace.Pacing;
import io.twinfeed.spec.Target;
import java.util.Map;

/** Makes the limits of a file those that a run keeps to. */
final class Rates {
  private static final Map<String, Operation> OPERATIONS =
      Map.of(
          "read", Operation.READ,
          "patch", Operation.PATCH,
          "createDelete", Operation.CREATE_DELETE,
          "query", Operation.QUERY,
          "models", Operation.MODELS);

  private Rates() {}

  /**
   * A file that says nothing keeps to the limits of Azure at an https endpoint, and to none at a
   * service on this machine.
   *
   * @param parts into how many they are split
   */
  static Pacing of(Target target, String runId, int parts) {
    return new Pacing(runId, limits(target), parts);
  }

  static Limits limits(Target target) {
    return limits(target.limits(), Limits.at(target.endpoint().resolve()));
  }

  /** What a service of Azure would take, wherever the file is tried out. */
  static Limits documented(Target target) {
    return limits(target.limits(), Limits.AZURE);
  }

  private static Limits limits(Target.Limits written, Limits unsaid) {
    Limits limits =
        switch (written.profile()) {
          case "azure" -> Limits.AZURE;
          case "none" -> Limits.NONE;
          default -> unsaid;
        };
    for (Map.Entry<String, Double> each : written.perSecond().entrySet()) {
      Operation operation = OPERATIONS.get(each.getKey());
      limits =
          operation == null
              ? limits.withPerTwin(each.getValue())
              : limits.with(operation, each.getValue());
    }
    return limits.share(written.share());
  }
}
