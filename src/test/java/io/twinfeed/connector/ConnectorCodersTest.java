package io.twinfeed.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.flow.AnyOf;
import io.twinfeed.flow.RoundTrip;
import io.twinfeed.twin.Twin;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.coders.CoderRegistry;

class ConnectorCodersTest {
  @Property(tries = 200)
  void mutations_come_back_as_they_went(
      @ForAll("mutations") Mutation one, @ForAll("mutations") Mutation other) throws Exception {
    MutationCoder coder = new MutationCoder();
    RoundTrip.check(coder, one, again(coder, one), other);
  }

  @Property(tries = 50)
  void outcomes_come_back_as_they_went(
      @ForAll("mutations") Mutation one, @ForAll("mutations") Mutation other, @ForAll Effect effect)
      throws Exception {
    RoundTrip.check(
        new OutcomeCoders.OfSuccess(),
        new WriteSuccess(one, effect),
        new WriteSuccess(one, effect),
        new WriteSuccess(other, Effect.CREATED));
    RoundTrip.check(
        new OutcomeCoders.OfFailure(),
        new WriteFailure(one, "TWIN-400", "no", "", 3),
        new WriteFailure(one, "TWIN-400", "no", "", 3),
        new WriteFailure(other, "", "", "do", 0));
  }

  @Example
  void beam_finds_them_by_itself() throws Exception {
    CoderRegistry registry = CoderRegistry.createDefault();

    assertThat(registry.getCoder(Mutation.class)).isInstanceOf(MutationCoder.class);
    assertThat(registry.getCoder(Mutation.DeleteTwin.class)).isEqualTo(new MutationCoder());
    assertThat(registry.getCoder(WriteSuccess.class)).isInstanceOf(OutcomeCoders.OfSuccess.class);
    assertThat(registry.getCoder(WriteFailure.class)).isInstanceOf(OutcomeCoders.OfFailure.class);
    assertThat(registry.getCoder(Value.class)).isInstanceOf(ValueCoder.class);
  }

  @Provide
  Arbitrary<Mutation> mutations() {
    Arbitrary<String> maybe = AnyOf.text().injectNull(0.5);
    Arbitrary<TwinId> target = AnyOf.id().injectNull(0.5);
    return Arbitraries.oneOf(
        Combinators.combine(
                AnyOf.id(),
                AnyOf.text(),
                AnyOf.byName(AnyOf.value()),
                AnyOf.byName(AnyOf.byName(AnyOf.value())),
                AnyOf.byName(AnyOf.text()),
                AnyOf.byName(AnyOf.text()),
                maybe)
            .as(Twin::new)
            .map(Mutation.UpsertTwin::new),
        Combinators.combine(AnyOf.id(), AnyOf.patch()).as(Mutation.PatchTwin::new),
        AnyOf.id().map(Mutation.DeleteTwin::new),
        AnyOf.relationship().map(Mutation.UpsertRelationship::new),
        Combinators.combine(AnyOf.id(), AnyOf.text(), target, AnyOf.patch())
            .as(Mutation.PatchRelationship::new),
        Combinators.combine(AnyOf.id(), AnyOf.text(), target).as(Mutation.DeleteRelationship::new));
  }

  private static Mutation again(MutationCoder coder, Mutation one) throws Exception {
    return org.apache.beam.sdk.util.CoderUtils.clone(coder, one);
  }
}
