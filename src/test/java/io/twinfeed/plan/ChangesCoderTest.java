package io.twinfeed.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.AnyOf;
import io.twinfeed.flow.RoundTrip;
import io.twinfeed.group.AnyDesired;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
      @ForAll("changes") List<Planned> one, @ForAll("changes") List<Planned> other)
      throws Exception {
    Change.Batch batch = new Change.Batch(one);

    assertThat(batch.changes()).isEqualTo(one);
    RoundTrip.check(
        new ChangesCoder(),
        batch,
        new Change.Batch(one.stream().map(ChangesCoderTest::again).toList()),
        new Change.Batch(other));
  }

  // The order of a set that has none may differ from one JVM to the other
  private static Planned again(Planned planned) {
    return planned.change() instanceof Change.CreateTwin create
        ? new Planned(
            new Change.CreateTwin(create.desired(), new TreeSet<>(create.components())),
            planned.ledger())
        : planned;
  }

  @Test
  void every_kind_of_change_is_tried() {
    Set<Class<?>> tried = new HashSet<>();
    change().sampleStream().limit(1_000).forEach(change -> tried.add(change.getClass()));

    assertThat(tried)
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Change.class.getPermittedSubclasses()));
  }

  @Provide
  Arbitrary<List<Planned>> changes() {
    return AnyOf.few(
        Combinators.combine(
                change(),
                Combinators.combine(AnyOf.few(AnyOf.known()), AnyOf.few(AnyOf.known()))
                    .as(Ledger::new))
            .as(Planned::new));
  }

  private static Arbitrary<Change> change() {
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
