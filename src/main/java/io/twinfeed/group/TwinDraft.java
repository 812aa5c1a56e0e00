package io.twinfeed.group;

import io.twinfeed.flow.Packed;
import io.twinfeed.spec.RelationshipRule.Exclusive;
import io.twinfeed.twin.TwinId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the sources say of one twin.
 *
 * @param twin null if only relationships are said of it
 * @param links the relationships that start at it
 * @param exclusive the relationship names of which exactly {@code links} are to remain, and of
 *     whose
 * @param held the relationship names of which none may be taken away, because a row was rejected
 * @param record what is on record of it
 * @param said what goes on record once it is written
 * @param gone what is on record and is to be taken away
 */
public record TwinDraft(
    TwinId id,
    @Nullable Desired twin,
    List<Desired.Link> links,
    Map<String, Exclusive> exclusive,
    Set<String> held,
    OnRecord record,
    Said said,
    Gone gone) {

  public TwinDraft {
    links = List.copyOf(links);
    exclusive = Map.copyOf(exclusive);
    held = Set.copyOf(held);
  }

  /** One of which only is said that something is gone. */
  static TwinDraft leaving(TwinId id, OnRecord record, Said said, Gone gone) {
    return new TwinDraft(id, null, List.of(), Map.of(), Set.of(), record, said, gone);
  }

  /** Whether its own values are what was written last, and nothing is in doubt. */
  public boolean isTwinRecorded() {
    return Said.isRecorded(said.twin(), record.twin());
  }

  /** Whether a relationship is as it was written last, and nothing is in doubt. */
  public boolean isRecorded(Desired.Link link) {
    return Said.isRecorded(
        said.links().getOrDefault(link.id(), List.of()), record.links().get(link.id()));
  }

  /** Some drafts. */
  public static final class Batch extends Packed<TwinDraft> {
    Batch(List<TwinDraft> drafts) {
      super(drafts, DraftBytes::write);
    }

    Batch(byte[] bytes) {
      super(bytes);
    }

    /** Unpacks them: to be asked for once. */
    public List<TwinDraft> drafts() {
      return unpacked(DraftBytes::read);
    }
  }
}
