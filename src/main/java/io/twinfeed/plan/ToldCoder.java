package io.twinfeed.plan;

import io.twinfeed.flow.PackedCoder;

/** What a plan says, on its way to a file. */
public final class ToldCoder extends PackedCoder<Told.Batch> {
  private static final long serialVersionUID = 1;

  @Override
  protected Told.Batch of(byte[] bytes) {
    return new Told.Batch(bytes);
  }
}
