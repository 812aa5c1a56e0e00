package io.twinfeed.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.Shards;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Planned;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import io.twinfeed.write.Buckets.Spread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final Shards SHARDS = new Shards(16);
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
    assertThat(apart()).hasSizeGreaterThan(SHARDS.count() / 2);
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

  @Test
  void each_slot_gets_as_much_of_a_batch_of_twins_as_the_others() {
    Buckets evenly = new Buckets(new Shards(64 * 3, 3), Spread.EVENLY);
    for (int i = 0; i < 499; i++) {
      link("machine-" + i, "plant");
    }

    Map<Integer, List<Planned>> apart = evenly.apart(new Change.Batch(changes));

    Map<Integer, Integer> ofSlot = new TreeMap<>();
    apart.forEach((bucket, part) -> ofSlot.merge(bucket % 3, part.size(), Integer::sum));
    assertThat(ofSlot.values()).containsExactlyInAnyOrder(166, 166, 167);
    assertThat(apart.values().stream().flatMap(Collection::stream))
        .containsExactlyInAnyOrderElementsOf(changes);
  }

  @Test
  void fewer_changes_than_slots_are_some_buckets_of_one() {
    link("machine-1", "plant");
    link("machine-2", "plant");

    assertThat(
            new Buckets(new Shards(64 * 5, 5), Spread.EVENLY)
                .apart(new Change.Batch(changes))
                .values())
        .hasSize(2)
        .allSatisfy(part -> assertThat(part).hasSize(1));
  }

  private Map<Integer, List<Planned>> apart() {
    return new Buckets(SHARDS, Spread.BY_HUB).apart(new Change.Batch(changes));
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
