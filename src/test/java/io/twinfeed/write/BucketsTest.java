package io.twinfeed.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.plan.Change;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Planned;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final int COUNT = 16;
  private final List<Planned> changes = new ArrayList<>();

  @Test
  void no_change_is_lost_or_doubled() {
    for (int i = 0; i < 300; i++) {
      link("machine-" + i, "line-" + i % 12);
    }

    assertThat(apart().values().stream().flatMap(Collection::stream))
        .containsExactlyInAnyOrderElementsOf(changes);
  }

  @Test
  void what_leads_to_a_hub_is_in_one_bucket() {
    for (int i = 0; i < 100; i++) {
      link("machine-" + i, "plant");
      link("machine-" + i, "line-" + i);
    }

    assertThat(bucketsOf("plant")).hasSize(1);
    assertThat(apart()).hasSizeGreaterThan(COUNT / 2);
  }

  @Test
  void what_starts_at_a_hub_is_in_one_bucket() {
    for (int i = 0; i < 100; i++) {
      link("plant", "machine-" + i);
    }

    assertThat(apart()).hasSize(1);
  }

  @Test
  void a_hub_is_in_the_same_bucket_whatever_else_a_batch_holds() {
    link("machine-1", "plant");
    Set<Integer> alone = bucketsOf("plant");
    for (int i = 0; i < 50; i++) {
      link("machine-" + i, "plant");
      link("part-" + i, "line-" + i);
    }

    assertThat(bucketsOf("plant")).isEqualTo(alone);
  }

  private Map<Integer, List<Planned>> apart() {
    return Buckets.apart(new Change.Batch(changes), COUNT);
  }

  private Set<Integer> bucketsOf(String target) {
    return apart().entrySet().stream()
        .filter(
            entry ->
                entry.getValue().stream()
                    .anyMatch(each -> new TwinId(target).equals(Refusals.target(each.change()))))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void link(String source, String target) {
    Relationship link =
        new Relationship(
            new TwinId(source),
            source + "." + target,
            "partOf",
            new TwinId(target),
            Map.of(),
            null);
    changes.add(
        new Planned(new Change.DeleteLink("partOf", link), new Ledger(List.of(), List.of())));
  }
}
