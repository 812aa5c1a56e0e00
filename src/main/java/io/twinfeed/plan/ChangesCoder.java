package io.twinfeed.plan;

import io.twinfeed.flow.PackedCoder;

/** Changes on their way through the gates. */
public final class ChangesCoder extends PackedCoder<Change.Batch> {
  private static final long serialVersionUID = 1;

  @Override
  protected Change.Batch of(byte[] bytes) {
    return new Change.Batch(bytes);
  }
}
