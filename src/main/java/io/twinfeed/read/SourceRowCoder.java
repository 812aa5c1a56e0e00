package io.twinfeed.read;

import io.twinfeed.flow.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a row. JdbcIO's schema rows cut timestamps to milliseconds and fail on vendor types.
 */
final class SourceRowCoder extends CustomCoder<SourceRow> {
  private static final long serialVersionUID = 1;

  @Override
  public void encode(SourceRow row, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(row.values().length);
    for (Object value : row.values()) {
      Bytes.writeDatum(data, value);
    }
    data.flush();
  }

  @Override
  public SourceRow decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    @Nullable Object[] values = new Object[data.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Bytes.readDatum(data);
    }
    return new SourceRow(values);
  }

  // Flink joins two inputs only if their coders are equal
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceRowCoder;
  }

  @Override
  public int hashCode() {
    return SourceRowCoder.class.hashCode();
  }
}
