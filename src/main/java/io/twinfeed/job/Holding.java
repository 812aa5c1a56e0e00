package io.twinfeed.job;

import io.twinfeed.snapshot.Lease;
import java.util.List;

/** A lease that is renewed until it is given back. */
record Holding(Lease lease, Heart renewing) implements AutoCloseable {

  /**
   * @param warnings takes whether it was left behind
   */
  void tellOfLoss(List<String> warnings) {
    String before = lease.before();
    if (before != null) {
      warnings.add("%s has left its lease behind: nobody renewed it".formatted(before));
    }
  }

  @Override
  public void close() {
    renewing.close();
    lease.close();
  }
}
