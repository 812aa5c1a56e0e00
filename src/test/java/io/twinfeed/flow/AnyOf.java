package io.twinfeed.flow;

import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.flow.Known.Standing;
import io.twinfeed.twin.Patch;
import io.twinfeed.twin.PropertyPath;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import io.twinfeed.twin.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Anything that travels, for properties. Text is short, so that it is often the same. */
public final class AnyOf {
  private AnyOf() {}

  public static Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.of("", "a", "b", "name", "Ünïcödé 日本 \0"),
        Arbitraries.strings().ofMaxLength(9));
  }

  public static Arbitrary<TwinId> id() {
    return text().map(TwinId::new);
  }

  public static <T> Arbitrary<List<T>> few(Arbitrary<T> one) {
    return one.list().ofMaxSize(3);
  }

  public static <T> Arbitrary<Map<String, T>> byName(Arbitrary<T> one) {
    return Arbitraries.maps(text(), one).ofMaxSize(3);
  }

  public static Arbitrary<Value> value() {
    Arbitrary<Value> scalar =
        Arbitraries.oneOf(
            text().map(Value.Text::new),
            Arbitraries.bigDecimals().map(Value.Num::new),
            Arbitraries.longs().map(Value.Num::of),
            Arbitraries.of(true, false).map(Value.Bool::new));
    return Arbitraries.recursive(
        () -> scalar,
        inner ->
            Arbitraries.oneOf(
                scalar,
                byName(inner).map(members -> new Value.Struct(new LinkedHashMap<>(members))),
                few(inner).map(Value.Items::new)),
        0,
        2);
  }

  public static Arbitrary<PropertyPath> path() {
    return Combinators.combine(text().injectNull(0.5), text(), few(text())).as(PropertyPath::new);
  }

  public static Arbitrary<Patch> patch() {
    return few(Arbitraries.oneOf(
            Combinators.combine(text(), value()).as(Patch.Add::new),
            Combinators.combine(text(), value()).as(Patch.Replace::new),
            text().map(Patch.Remove::new)))
        .map(ops -> new Patch(List.copyOf(ops)));
  }

  public static Arbitrary<Relationship> relationship() {
    return Combinators.combine(id(), text(), text(), id(), byName(value()), text().injectNull(0.5))
        .as(Relationship::new);
  }

  public static Arbitrary<List<Part>> parts() {
    return few(
        Combinators.combine(
                Arbitraries.integers().between(-1, 3),
                Arbitraries.longs(),
                Arbitraries.longs(),
                few(text()))
            .as(Part::new));
  }

  public static Arbitrary<OfTwin> knownTwin() {
    return Combinators.combine(id(), Arbitraries.of(Standing.class), Arbitraries.longs(), parts())
        .as(OfTwin::new);
  }

  public static Arbitrary<OfLink> knownLink() {
    return Combinators.combine(
            id(),
            text(),
            text(),
            id(),
            Arbitraries.of(Standing.class),
            Arbitraries.longs(),
            parts())
        .as(OfLink::new);
  }

  public static Arbitrary<Known> known() {
    return Arbitraries.oneOf(knownTwin(), knownLink());
  }
}
