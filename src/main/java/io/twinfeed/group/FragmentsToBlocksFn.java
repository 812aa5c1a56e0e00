package io.twinfeed.group;

import io.twinfeed.flow.BlockKind;
import io.twinfeed.flow.Shards;
import io.twinfeed.flow.ToBlocksFn;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.FragmentBytes;
import io.twinfeed.twin.TwinId;
import java.io.DataOutput;
import java.io.IOException;

/** Packs fragments into blocks by the shards of their twins. */
final class FragmentsToBlocksFn extends ToBlocksFn<Fragment> {
  private static final long serialVersionUID = 1;

  FragmentsToBlocksFn(Shards shards) {
    super(shards, BlockKind.FRAGMENTS);
  }

  @Override
  protected TwinId owner(Fragment fragment) {
    return fragment.twin();
  }

  @Override
  protected void write(DataOutput out, Fragment fragment) throws IOException {
    FragmentBytes.write(out, fragment);
  }
}
