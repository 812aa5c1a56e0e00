package io.twinfeed.local.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several journals as one; told one after another. */
public record Journals(List<Journal> all) implements Journal {
  public Journals {
    all = List.copyOf(all);
  }

  @Override
  public void twin(String id, @Nullable HeldTwin now) {
    all.forEach(each -> each.twin(id, now));
  }

  @Override
  public void relationship(String source, String id, @Nullable HeldRelationship now) {
    all.forEach(each -> each.relationship(source, id, now));
  }

  @Override
  public void model(String id, @Nullable HeldModel now) {
    all.forEach(each -> each.model(id, now));
  }
}
