package io.twinfeed.plan;

import io.twinfeed.flow.Packed;
import io.twinfeed.twin.TwinId;
import java.util.List;

/** What a plan has to say of a twin, or of a relationship that starts there. */
public sealed interface Told permits Step, Told.Settled {
  TwinId twin();

  /**
   * Nothing is to be done, and yet another thing is on record from now on.
   *
   * @param ledger what was and what will be on record; nothing of it may be so
   */
  record Settled(TwinId twin, Ledger ledger) implements Told {}

  /** Some of it. */
  final class Batch extends Packed<Told> {
    public Batch(List<Told> all) {
      super(all, ToldBytes::write);
    }

    Batch(byte[] bytes) {
      super(bytes);
    }

    /** Unpacks it: to be asked for once. */
    public List<Told> all() {
      return unpacked(ToldBytes::read);
    }
  }
}
