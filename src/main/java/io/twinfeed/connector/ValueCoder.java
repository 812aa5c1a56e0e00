package io.twinfeed.connector;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.DataCoder;
import io.twinfeed.twin.Value;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of JSON values. */
final class ValueCoder extends DataCoder<Value> {
  private static final long serialVersionUID = 1;

  @Override
  protected void write(DataOutput out, Value one) throws IOException {
    Bytes.writeValue(out, one);
  }

  @Override
  protected Value read(DataInput in) throws IOException {
    return Bytes.readValue(in);
  }
}
