package io.twinfeed.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PropertyPathTest {
  @Property
  void paths_stand_in_the_order_of_their_pointers(
      @ForAll("paths") PropertyPath one, @ForAll("paths") PropertyPath other) {
    assertThat(Integer.signum(one.compareTo(other)))
        .isEqualTo(Integer.signum(one.pointer().compareTo(other.pointer())))
        .isEqualTo(-Integer.signum(other.compareTo(one)));
  }

  @Provide
  Arbitrary<PropertyPath> paths() {
    Arbitrary<String> name = Arbitraries.of("a", "b", "ab", "a_b", "A", "a1", "abc");
    Arbitrary<List<String>> fields = name.list().ofMaxSize(3);
    return Combinators.combine(name.injectNull(0.5), name, fields).as(PropertyPath::new);
  }
}
