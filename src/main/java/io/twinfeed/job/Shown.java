package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Failure;
import io.twinfeed.group.Desired;
import io.twinfeed.job.Preview.Made;
import io.twinfeed.job.Preview.Reject;
import io.twinfeed.plan.Diff;
import io.twinfeed.shape.RuleTarget;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.TwinRule;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a rule makes, as it may be shown: without what comes from sensitive columns. */
final class Shown {
  private static final Value HIDDEN = new Value.Text(Preview.SENSITIVE);

  private final List<RuleTarget> targets;
  private final SensitiveParts sensitive;

  Shown(Rule rule, ModelSet models, SensitiveParts sensitive) {
    this.targets =
        rule instanceof TwinRule twin
            ? RuleTargets.of(twin, models)
            : RuleTargets.of((RelationshipRule) rule, models);
    this.sensitive = sensitive;
  }

  String id(TwinId id) {
    return sensitive.id() ? Preview.SENSITIVE : id.value();
  }

  Made twin(Desired desired, List<Integer> rows) {
    SortedMap<PropertyPath, Value> values = new TreeMap<>(desired.values());
    SortedMap<String, String> times = new TreeMap<>(desired.sourceTimes());
    for (int i = 0; i < targets.size(); i++) {
      RuleTarget target = targets.get(i);
      if (!sensitive.properties().get(i)) {
        continue;
      }
      if (target.isSourceTime()) {
        times.replace(target.sourceTimeName(), Preview.SENSITIVE);
      } else {
        values.replace(target.path(), HIDDEN);
      }
    }
    Twin twin =
        Diff.whole(
            new Desired(
                desired.id(),
                desired.rule(),
                desired.model(),
                desired.creates(),
                values,
                desired.absent(),
                times),
            Set.of());
    Map<String, Object> properties = json(twin.properties());
    twin.components().forEach((name, parts) -> properties.put(name, json(parts)));
    return new Made(
        id(twin.id()),
        twin.model(),
        null,
        null,
        desired.creates(),
        properties,
        twin.sourceTimes(),
        desired.absent().stream().map(PropertyPath::toString).toList(),
        rows);
  }

  Made link(Desired.Link link, List<Integer> rows) {
    Relationship whole = Diff.whole(link);
    Map<String, Value> values = new TreeMap<>(whole.properties());
    for (int i = 0; i < targets.size(); i++) {
      if (sensitive.properties().get(i)) {
        values.replace(targets.get(i).path().property(), HIDDEN);
      }
    }
    return new Made(
        sensitive.link() ? Preview.SENSITIVE : whole.id(),
        null,
        id(whole.source()),
        sensitive.target() ? Preview.SENSITIVE : whole.target().value(),
        true,
        json(values),
        Map.of(),
        new ArrayList<>(link.absent()),
        rows);
  }

  Reject reject(Failure failure) {
    String message = failure.message();
    message = sensitive.id() ? hidden(message, failure.twin()) : message;
    message = sensitive.target() ? hidden(message, failure.target()) : message;
    return new Reject(failure.code(), message, failure.hint());
  }

  private static String hidden(String message, @Nullable TwinId id) {
    return id == null || id.value().isEmpty()
        ? message
        : message.replace(id.value(), Preview.SENSITIVE);
  }

  private static Map<String, Object> json(Map<String, Value> values) {
    Map<String, Object> json = new LinkedHashMap<>();
    values.forEach((name, value) -> json.put(name, value.toJava()));
    return json;
  }
}
