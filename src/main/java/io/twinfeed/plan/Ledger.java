package io.twinfeed.plan;

import io.twinfeed.flow.Known;
import io.twinfeed.flow.Known.OfLink;
import io.twinfeed.flow.Known.OfTwin;
import io.twinfeed.flow.Known.Standing;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is on record of the things that a change touches, by what becomes of it.
 *
 * @param before if it is refused
 * @param after if it is done
 */
public record Ledger(List<Known> before, List<Known> after) {
  public Ledger {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * The same for another run that does it.
   *
   * @param run when it began, in milliseconds since 1970
   */
  public Ledger in(long run) {
    return new Ledger(before, after.stream().map(known -> known.in(run)).toList());
  }

  /**
   * @param adopted whether something was there already of which nobody knew
   */
  public List<Known> done(boolean adopted) {
    return adopted
        ? after.stream().map(known -> standing(known, Standing.of(wasOurs(known), true))).toList()
        : after;
  }

  /** If it is not done, because something else is there than was thought. */
  public List<Known> unsure() {
    return before.stream()
        .map(known -> standing(known, Standing.of(known.standing().isCreated(), false)))
        .toList();
  }

  /** If it is not known what became of it: either may be so. */
  public List<Known> doubtful() {
    return Stream.concat(before.stream(), after.stream())
        .map(known -> standing(known, Standing.of(known.standing().isCreated(), false)))
        .toList();
  }

  // What an interrupted run of ours may have made counts as made by us
  private boolean wasOurs(Known known) {
    return before.stream().anyMatch(each -> each.isOfSame(known) && each.standing().isCreated());
  }

  private static Known standing(Known known, Standing standing) {
    if (known instanceof OfTwin twin) {
      return new OfTwin(twin.twin(), standing, twin.run(), twin.parts());
    }
    OfLink link = (OfLink) known;
    return new OfLink(
        link.twin(), link.id(), link.name(), link.target(), standing, link.run(), link.parts());
  }
}
