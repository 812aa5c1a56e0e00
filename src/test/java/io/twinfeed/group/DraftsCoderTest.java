package io.twinfeed.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.AnyOf;
import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.RoundTrip;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DraftsCoderTest {
  @Property(tries = 150)
  void any_drafts_come_back_and_the_same_drafts_are_the_same_bytes(
      @ForAll("drafts") List<TwinDraft> one, @ForAll("drafts") List<TwinDraft> other)
      throws Exception {
    TwinDraft.Batch batch = new TwinDraft.Batch(one);

    assertThat(batch.drafts()).isEqualTo(one);
    RoundTrip.check(
        new DraftsCoder(),
        batch,
        new TwinDraft.Batch(one.stream().map(DraftsCoderTest::again).toList()),
        new TwinDraft.Batch(other));
  }

  // The order of a map or set that has none may differ from one JVM to the other
  private static TwinDraft again(TwinDraft draft) {
    return new TwinDraft(
        draft.id(),
        draft.twin(),
        draft.links(),
        new HashMap<>(new TreeMap<>(draft.exclusive())),
        new TreeSet<>(draft.held()),
        draft.record(),
        draft.said(),
        draft.gone());
  }

  @Provide
  Arbitrary<List<TwinDraft>> drafts() {
    Arbitrary<Set<String>> held = AnyOf.few(AnyOf.text()).map(HashSet::new);
    return AnyOf.few(
        Combinators.combine(
                AnyOf.id(),
                AnyDesired.twin().injectNull(0.3),
                AnyOf.few(AnyDesired.link()),
                AnyOf.byName(Arbitraries.of(Exclusive.class)),
                held,
                record(),
                Combinators.combine(AnyOf.parts(), AnyOf.byName(AnyOf.parts()).map(TreeMap::new))
                    .as(Said::new),
                Combinators.combine(
                        AnyDesired.twin().injectNull(0.7),
                        AnyOf.few(AnyOf.text()).map(TreeSet::new),
                        Arbitraries.of(true, false),
                        AnyOf.few(AnyOf.path()).map(TreeSet::new))
                    .as(Gone::new))
            .as(TwinDraft::new));
  }

  private static Arbitrary<OnRecord> record() {
    return Combinators.combine(AnyOf.knownTwin().injectNull(0.3), AnyOf.few(AnyOf.knownLink()))
        .as(
            (twin, links) -> {
              TreeMap<String, OfLink> byId = new TreeMap<>();
              links.forEach(link -> byId.put(link.id(), link));
              return new OnRecord(twin, byId);
            });
  }
}
