package io.twinfeed.group;

import io.twinfeed.flow.AnyOf;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Anything that may be desired, for properties. */
public final class AnyDesired {
  private AnyDesired() {}

  public static Arbitrary<Desired> twin() {
    return Combinators.combine(
            AnyOf.id(),
            AnyOf.text(),
            AnyOf.text(),
            Arbitraries.of(true, false),
            Arbitraries.maps(AnyOf.path(), AnyOf.value()).ofMaxSize(3).map(TreeMap::new),
            AnyOf.few(AnyOf.path()).map(TreeSet::new),
            AnyOf.byName(AnyOf.text()).map(TreeMap::new))
        .as(Desired::new);
  }

  public static Arbitrary<Desired.Link> link() {
    return Combinators.combine(
            AnyOf.id(),
            AnyOf.text(),
            AnyOf.text(),
            AnyOf.text(),
            AnyOf.id(),
            AnyOf.byName(AnyOf.value()),
            AnyOf.few(AnyOf.text()).map(TreeSet::new))
        .as(Desired.Link::new);
  }
}
