package io.twinfeed.job;

import io.twinfeed.snapshot.Lease;

/** A lease that is renewed until it is given back. */
record Holding(Lease lease, Heart renewing) implements AutoCloseable {

  @Override
  public void close() {
    renewing.close();
    lease.close();
  }
}
