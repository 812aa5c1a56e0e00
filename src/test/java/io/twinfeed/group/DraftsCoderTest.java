package io.twinfeed.group;

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
      @ForAll("batches") TwinDraft.Batch one, @ForAll("batches") TwinDraft.Batch other)
      throws Exception {
    RoundTrip.check(new DraftsCoder(), one, again(one), other);
  }

  // As another JVM may hold it: the order of a set that has none differs from one to the other
  private static TwinDraft.Batch again(TwinDraft.Batch batch) {
    return new TwinDraft.Batch(
        batch.drafts().stream()
            .map(
                draft ->
                    new TwinDraft(
                        draft.id(),
                        draft.twin(),
                        draft.links(),
                        new HashMap<>(new TreeMap<>(draft.exclusive())),
                        new HashSet<>(List.copyOf(draft.held())),
                        draft.record(),
                        draft.said(),
                        draft.gone()))
            .toList());
  }

  @Provide
  Arbitrary<TwinDraft.Batch> batches() {
    Arbitrary<Set<String>> held = AnyOf.few(AnyOf.text()).map(HashSet::new);
    return AnyOf.few(
            Combinators.combine(
                    AnyOf.id(),
                    AnyDesired.twin().injectNull(0.3),
                    AnyOf.few(AnyDesired.link()),
                    AnyOf.byName(Arbitraries.of(Exclusive.class)),
                    held,
                    record(),
                    Combinators.combine(
                            AnyOf.parts(), AnyOf.byName(AnyOf.parts()).map(TreeMap::new))
                        .as(Said::new),
                    Combinators.combine(
                            AnyDesired.twin().injectNull(0.7),
                            AnyOf.few(AnyOf.text()).map(TreeSet::new))
                        .as(Gone::new))
                .as(TwinDraft::new))
        .map(TwinDraft.Batch::new);
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
