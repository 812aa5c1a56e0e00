package io.twinfeed.local.store;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A graph as queries see it. */
public interface View {
  Models models();

  @Nullable HeldTwin find(String id);

  /** All twins after an id in the order of ids, as they are when the iterator reaches them. */
  Stream<HeldTwin> after(@Nullable String id);

  /** All that leaves a twin, after a relationship id; none if the twin is not there. */
  List<HeldRelationship> outgoing(String source, @Nullable String after);

  /** All that arrives at a twin; none if the twin is not there. */
  List<HeldRelationship> incoming(String target);
}
