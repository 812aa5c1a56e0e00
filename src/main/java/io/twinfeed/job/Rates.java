package io.twinfeed.job;

import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Operation;
import io.twinfeed.spec.Target;
import java.util.Map;

/** Makes rates of the limits that a file names. */
final class Rates {
  private static final Map<String, Operation> OPERATIONS =
      Map.of(
          "read", Operation.READ,
          "patch", Operation.PATCH,
          "createDelete", Operation.CREATE_DELETE,
          "query", Operation.QUERY,
          "models", Operation.MODELS);

  private Rates() {}

  static Limits limits(Target.Limits written) {
    Limits limits = written.profile().equals("none") ? Limits.NONE : Limits.AZURE;
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
