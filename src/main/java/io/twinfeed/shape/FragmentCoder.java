package io.twinfeed.shape;

import io.twinfeed.flow.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Fragments one by one, where a runner does not hand them on as objects. */
final class FragmentCoder extends DataCoder<Fragment> {
  private static final long serialVersionUID = 1;

  @Override
  protected void write(DataOutput out, Fragment fragment) throws IOException {
    FragmentBytes.write(out, fragment);
  }

  @Override
  protected Fragment read(DataInput in) throws IOException {
    return FragmentBytes.read(in);
  }
}
