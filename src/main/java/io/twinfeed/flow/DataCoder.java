package io.twinfeed.flow;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.jspecify.annotations.Nullable;

/**
 * A coder of our own bytes. What is the same is written the same, in any JVM; two that are of one
 * class are equal, because Flink joins two inputs only if their coders are.
 */
public abstract class DataCoder<T> extends CustomCoder<T> {
  private static final long serialVersionUID = 1;

  /** Writes what {@link #read} knows the end of. */
  protected abstract void write(DataOutput out, T one) throws IOException;

  protected abstract T read(DataInput in) throws IOException;

  @Override
  public final void encode(T one, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    write(data, one);
    data.flush();
  }

  @Override
  public final T decode(InputStream in) throws IOException {
    return read(new DataInputStream(in));
  }

  @Override
  public final void verifyDeterministic() {}

  @Override
  @SuppressWarnings("EqualsGetClass") // another class writes other bytes
  public final boolean equals(@Nullable Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }
}
