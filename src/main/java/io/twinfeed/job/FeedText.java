package io.twinfeed.job;

import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.PropertyRule.Plain;
import java.util.Locale;

/** How a property is fed, in one line. */
final class FeedText {
  private FeedText() {}

  static String of(PropertyRule property) {
    StringBuilder text = new StringBuilder();
    if (property.feed() instanceof Plain plain) {
      text.append(plain.value().source());
    } else if (property.feed() instanceof Aggregate aggregate) {
      text.append(aggregate.function().name().toLowerCase(Locale.ROOT));
      if (aggregate.value() != null) {
        text.append(" of ").append(aggregate.value().source());
      }
      if (aggregate.by() != null) {
        text.append(" by ").append(aggregate.by().source());
      }
    }
    if (property.defaultValue() != null) {
      text.append(", else ").append(property.defaultValue().source());
    }
    PropertyRule.Merge merge = property.merge();
    if (merge != null) {
      text.append(", of several the ").append(merge.winner().name().toLowerCase(Locale.ROOT));
      if (merge.by() != null) {
        text.append(" by ").append(merge.by().source());
      }
      if (!merge.prefer().isEmpty()) {
        text.append(" of rules ").append(String.join(", ", merge.prefer()));
      }
    }
    return text.toString();
  }
}
