package io.twinfeed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.AnyOf;
import io.twinfeed.flow.RoundTrip;
import io.twinfeed.group.AnyDesired;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChangesCoderTest {
  @Property(tries = 200)
  void any_changes_come_back_and_the_same_changes_are_the_same_bytes(
      @ForAll("batches") Change.Batch one, @ForAll("batches") Change.Batch other) throws Exception {
    RoundTrip.check(new ChangesCoder(), one, again(one), other);
  }

  // As another JVM may hold it: the order of a set that has none differs from one to the other
  private static Change.Batch again(Change.Batch batch) {
    return new Change.Batch(
        batch.changes().stream()
            .map(
                each ->
                    each.change() instanceof Change.CreateTwin create
                        ? new Planned(
                            new Change.CreateTwin(
                                create.desired(), new LinkedHashSet<>(create.components())),
                            each.ledger())
                        : each)
            .toList());
  }

  @Test
  void every_kind_of_change_is_tried() {
    Set<Class<?>> tried = new HashSet<>();
    changes().sampleStream().limit(1_000).forEach(change -> tried.add(change.getClass()));

    assertThat(tried)
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Change.class.getPermittedSubclasses()));
  }

  @Provide
  Arbitrary<Change.Batch> batches() {
    return AnyOf.few(
            Combinators.combine(
                    changes(),
                    Combinators.combine(AnyOf.few(AnyOf.known()), AnyOf.few(AnyOf.known()))
                        .as(Ledger::new))
                .as(Planned::new))
        .map(Change.Batch::new);
  }

  private static Arbitrary<Change> changes() {
    Arbitrary<String> version = AnyOf.text().injectNull(0.5);
    return Arbitraries.oneOf(
        Combinators.combine(
                AnyDesired.twin(), AnyOf.few(AnyOf.text()).<Set<String>>map(HashSet::new))
            .as(Change.CreateTwin::new),
        Combinators.combine(AnyDesired.twin(), AnyOf.patch(), version).as(Change.PatchTwin::new),
        Combinators.combine(AnyDesired.link(), AnyOf.few(AnyOf.relationship()))
            .as(Change.CreateLink::new),
        Combinators.combine(AnyDesired.link(), AnyOf.patch()).as(Change.PatchLink::new),
        Combinators.combine(AnyOf.text(), AnyOf.relationship()).as(Change.DeleteLink::new),
        Combinators.combine(AnyOf.text(), AnyOf.id()).as(Change.DeleteTwin::new),
        Combinators.combine(AnyDesired.twin(), AnyOf.patch(), version).as(Change.ReleaseTwin::new));
  }
}
