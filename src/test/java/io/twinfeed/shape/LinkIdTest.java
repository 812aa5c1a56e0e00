package io.twinfeed.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.twin.TwinId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkIdTest {
  @Test
  void the_same_relationship_has_the_same_id_in_every_version() {
    // Written down: a change of this value would orphan every relationship that was ever written
    assertThat(LinkId.of("partOf", new TwinId("line-1"), List.of()))
        .isEqualTo("partOf.3y7wzq6i4jfuokn7pnnxcw2phg");
  }

  @Test
  void other_names_targets_and_keys_make_other_ids() {
    Set<String> ids = new HashSet<>();
    ids.add(LinkId.of("a", new TwinId("bc"), List.of()));
    ids.add(LinkId.of("ab", new TwinId("c"), List.of()));
    ids.add(LinkId.of("a", new TwinId("bc"), List.of("")));
    ids.add(LinkId.of("a", new TwinId("bc"), Arrays.asList((String) null)));
    ids.add(LinkId.of("a", new TwinId("bc"), List.of("", "")));
    ids.add(LinkId.of("a", new TwinId("b"), List.of("c")));

    assertThat(ids).hasSize(6).allMatch(id -> id.matches("[a-z]+\\.[a-z2-7]{26}"));
  }
}
