package io.twinfeed.job;

import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Sha256;
import io.twinfeed.planfile.Header;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.PipelineSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a plan is made of, beside the rows and the graph.
 *
 * @param file SHA-256 of the pipeline file, in hexadecimal
 * @param models SHA-256 of its models
 * @param parameters the values as text, by name
 */
record Origin(String file, String models, String endpoint, SortedMap<String, String> parameters) {

  static Origin of(
      PipelineSpec spec, ModelSet models, String yaml, Map<String, Object> parameters) {
    TreeMap<String, String> values = new TreeMap<>();
    parameters.forEach((name, value) -> values.put(name, String.valueOf(value)));
    return new Origin(
        sha256(yaml),
        sha256(
            models.interfaces().values().stream()
                .map(Interface::document)
                .sorted()
                .collect(Collectors.joining("\n"))),
        spec.target().endpoint().resolve(),
        values);
  }

  /**
   * Why a plan can't be carried out any more, a clause for each reason.
   *
   * @param snapshot what is on record now
   */
  List<String> without(Header plan, Snapshot snapshot, Instant now, Duration maxAge) {
    List<String> reasons = new ArrayList<>();
    if (!plan.endpoint().equals(endpoint)) {
      reasons.add("it is for %s, and the file says %s".formatted(plan.endpoint(), endpoint));
    }
    if (!plan.file().equals(file)) {
      reasons.add("the pipeline file has changed");
    }
    if (!plan.models().equals(models)) {
      reasons.add("the models have changed");
    }
    TreeSet<String> names = new TreeSet<>(plan.parameters().keySet());
    names.addAll(parameters.keySet());
    for (String name : names) {
      String then = plan.parameters().get(name);
      String given = parameters.get(name);
      if (then == null || !then.equals(given)) {
        reasons.add("parameter %s was %s, and is %s".formatted(name, then, given));
      }
    }
    if (plan.generation() == snapshot.generation() && !plan.after().equals(after(snapshot))) {
      reasons.add("the state is another one: that of the plan was reset");
    } else if (plan.generation() != snapshot.generation()) {
      reasons.add(
          "a run has ended since: the state is at generation %d, and was at %d"
              .formatted(snapshot.generation(), plan.generation()));
    } else if (plan.unfinished() != snapshot.unfinished()) {
      reasons.add("a run has broken off since");
    }
    Duration age = Duration.between(Instant.parse(plan.createdAt()), now);
    if (age.compareTo(maxAge) > 0) {
      reasons.add("it is %s old, and --max-age is %s".formatted(text(age), text(maxAge)));
    }
    return reasons;
  }

  /** The run that wrote a snapshot; empty before the first one. */
  static String after(Snapshot snapshot) {
    return snapshot.manifest() == null ? "" : snapshot.manifest().runId();
  }

  private static String text(Duration time) {
    long minutes = time.toMinutes();
    return minutes < 120
        ? minutes + " min"
        : minutes < 48 * 60 ? minutes / 60 + " h" : minutes / (24 * 60) + " days";
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
