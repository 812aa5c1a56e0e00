package io.twinfeed.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.Tally;
import io.twinfeed.group.Desired;
import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Operation;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Ledger;
import io.twinfeed.plan.Planned;
import io.twinfeed.plan.Step;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {
  @TempDir Path folder;
  private final List<Step> steps = new ArrayList<>();

  @Test
  void without_limits_there_is_no_bottleneck() throws IOException {
    steps.add(create("pump-1"));

    Estimate estimate = estimate(3, Limits.NONE);

    assertThat(estimate.slowest()).isNull();
    assertThat(estimate.seconds()).isZero();
    assertThat(estimate.calls()).isEqualTo(Map.of(Operation.READ, 3L, Operation.CREATE_DELETE, 1L));
  }

  @Test
  void phases_come_one_after_the_other_and_each_waits_for_its_slowest_class() throws IOException {
    for (int i = 0; i < 1000; i++) {
      steps.add(create("new-" + i));
      steps.add(patch("old-" + i));
    }
    steps.add(delete("gone"));

    Estimate estimate = estimate(500, Limits.AZURE);

    // 0.5 s of reads; 2 s of creates, with 1 s of patches beside; 1/500 s of the delete
    assertThat(estimate.seconds()).isCloseTo(2.502, org.assertj.core.data.Offset.offset(0.0001));
    assertThat(estimate.slowest())
        .isEqualTo(new Estimate.Slowest(Operation.CREATE_DELETE, null, 1000, 500, 2));
    assertThat(estimate.total()).isEqualTo(500 + 2000 + 2);
  }

  @Test
  void a_hub_takes_ten_relationships_a_second_in_and_out() throws IOException {
    for (int i = 0; i < 2000; i++) {
      steps.add(link("pump-" + i, "plant-1", List.of()));
    }
    for (int i = 0; i < 300; i++) {
      steps.add(link("plant-2", "pump-" + i, List.of()));
    }

    Estimate estimate = estimate(0, Limits.AZURE);

    assertThat(estimate.seconds()).isEqualTo(200);
    assertThat(estimate.slowest())
        .isEqualTo(
            new Estimate.Slowest(Operation.CREATE_DELETE, new TwinId("plant-1"), 2000, 10, 200));
  }

  @Test
  void one_that_is_retargeted_writes_to_both_hubs() throws IOException {
    for (int i = 0; i < 100; i++) {
      steps.add(link("pump-" + i, "plant-1", List.of("plant-0")));
    }

    Estimate estimate = estimate(0, Limits.AZURE);

    assertThat(estimate.of(Operation.CREATE_DELETE)).isEqualTo(200);
    assertThat(estimate.seconds()).isEqualTo(10);
    assertThat(estimate.slowest())
        .extracting(Estimate.Slowest::hub)
        .as("the first of two")
        .isEqualTo(new TwinId("plant-0"));
  }

  private Estimate estimate(long reads, Limits limits) throws IOException {
    List<String> lines = new ArrayList<>();
    steps.forEach(step -> lines.add(PlanParts.ordered(step).strip()));
    lines.sort(null);
    Files.write(folder.resolve(PlanParts.PREFIX + "0"), lines);
    Files.createFile(folder.resolve("rejects.jsonl"));
    Header header =
        new Header(
            "",
            "",
            "",
            "",
            "",
            new TreeMap<>(),
            1,
            "",
            0,
            false,
            new TreeMap<>(),
            List.of(),
            "2026-11-25T08:00:00Z");
    Tally counts = new Tally(new TreeMap<>(Map.of("calls.total", reads)));
    PlanFile.merge(folder, folder.resolve("rejects.jsonl"), header, counts, List.of());
    return Estimate.of(PlanFile.open(folder.resolve("plan.ndjson")), limits);
  }

  private static Step create(String id) {
    return step(new Change.CreateTwin(desired(id), Set.of()));
  }

  private static Step patch(String id) {
    Patch patch = new Patch(List.of(new Patch.Add("/name", new Value.Text("A"))));
    return step(new Change.PatchTwin(desired(id), patch, null));
  }

  private static Step delete(String id) {
    return step(new Change.DeleteTwin("pump", new TwinId(id)));
  }

  private static Step link(String source, String target, List<String> instead) {
    TwinId from = new TwinId(source);
    return step(
        new Change.CreateLink(
            new Desired.Link(
                from,
                "in",
                "in",
                "in." + target,
                new TwinId(target),
                new TreeMap<>(),
                new TreeSet<>()),
            instead.stream()
                .map(
                    old ->
                        new Relationship(from, "in." + old, "in", new TwinId(old), Map.of(), null))
                .toList()));
  }

  private static Step step(Change change) {
    return new Step(
        new Planned(change, new Ledger(List.of(), List.of())),
        new TreeMap<>(),
        false,
        new TreeMap<>());
  }

  private static Desired desired(String id) {
    return new Desired(
        new TwinId(id),
        "pump",
        "dtmi:com:example:Pump;1",
        true,
        new TreeMap<>(),
        new TreeSet<>(),
        new TreeMap<>());
  }
}
