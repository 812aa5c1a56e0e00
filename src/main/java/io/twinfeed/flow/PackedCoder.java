package io.twinfeed.flow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What is packed already is written as it is. */
public abstract class PackedCoder<P extends Packed<?>> extends DataCoder<P> {
  private static final long serialVersionUID = 1;

  protected abstract P of(byte[] bytes);

  @Override
  protected final void write(DataOutput out, P packed) throws IOException {
    out.writeInt(packed.bytes().length);
    out.write(packed.bytes());
  }

  @Override
  protected final P read(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return of(bytes);
  }
}
