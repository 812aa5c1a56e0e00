package io.twinfeed.cli;

import io.twinfeed.pace.Operation;
import io.twinfeed.planfile.Estimate;
import io.twinfeed.planfile.Estimate.Slowest;
import io.twinfeed.planfile.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long a run would take, in words. */
final class EstimateText {
  private EstimateText() {}

  /** Such as {@code 26 calls: 12 reads, 14 creates and deletes}. */
  static String calls(Estimate estimate) {
    List<String> parts = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      if (estimate.of(operation) > 0) {
        parts.add(words(operation, estimate.of(operation)));
      }
    }
    return "%s calls: %s".formatted(PlanWords.number(estimate.total()), String.join(", ", parts));
  }

  /** How long, and what it waits for. */
  static String time(Estimate estimate, Mask mask) {
    Slowest slowest = estimate.slowest();
    if (slowest == null) {
      return "as long as they take: target.limits sets no limit";
    }
    if (estimate.seconds() < 0.1) {
      return "less than 0.1 s at the target's limits";
    }
    String rate = rate(slowest.perSecond());
    String what =
        slowest.hub() == null
            ? "%s at %s".formatted(words(slowest.operation(), slowest.count()), rate)
            : "%s takes %s writes, its relationships' among them, at %s on each twin"
                .formatted(mask.shown(slowest.hub()), PlanWords.number(slowest.count()), rate);
    return "at least %s at the target's limits; bottleneck: %s: %s"
        .formatted(seconds(estimate.seconds()), what, seconds(slowest.seconds()));
  }

  private static String words(Operation operation, long count) {
    String number = PlanWords.number(count);
    return switch (operation) {
      case READ -> number + (count == 1 ? " read" : " reads");
      case PATCH -> number + (count == 1 ? " patch" : " patches");
      case CREATE_DELETE -> number + (count == 1 ? " create or delete" : " creates and deletes");
      case QUERY -> number + (count == 1 ? " query" : " queries");
      case MODELS -> number + " of models";
    };
  }

  private static String rate(double perSecond) {
    return perSecond == Math.rint(perSecond)
        ? PlanWords.number((long) perSecond) + "/s"
        : String.format(Locale.ROOT, "%.1f/s", perSecond);
  }

  private static String seconds(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
  }
}
