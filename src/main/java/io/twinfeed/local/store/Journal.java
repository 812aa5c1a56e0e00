package io.twinfeed.local.store;

import org.jspecify.annotations.Nullable;

/**
 * Told of every write, before others can see it and in the order of the writes of one twin. Null
 * stands for what is gone. It may be called by several threads at once, and must not call back.
 */
public interface Journal {
  /** For a graph that nobody follows. */
  Journal NONE = new Silent();

  void twin(String id, @Nullable HeldTwin now);

  void relationship(String source, String id, @Nullable HeldRelationship now);

  void model(String id, @Nullable HeldModel now);

  /** Does nothing. */
  final class Silent implements Journal {
    private Silent() {}

    @Override
    public void twin(String id, @Nullable HeldTwin now) {}

    @Override
    public void relationship(String source, String id, @Nullable HeldRelationship now) {}

    @Override
    public void model(String id, @Nullable HeldModel now) {}
  }
}
