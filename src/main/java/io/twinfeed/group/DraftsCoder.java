package io.twinfeed.group;

import io.twinfeed.flow.PackedCoder;

/** Drafts on their way to the plan. */
final class DraftsCoder extends PackedCoder<TwinDraft.Batch> {
  private static final long serialVersionUID = 1;

  @Override
  protected TwinDraft.Batch of(byte[] bytes) {
    return new TwinDraft.Batch(bytes);
  }
}
