package io.twinfeed.read;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a row. JdbcIO's schema rows cut timestamps to milliseconds and fail on vendor types.
 */
final class SourceRowCoder extends DataCoder<SourceRow> {
  private static final long serialVersionUID = 1;

  @Override
  protected void write(DataOutput out, SourceRow row) throws IOException {
    out.writeInt(row.values().length);
    for (Object value : row.values()) {
      Bytes.writeDatum(out, value);
    }
  }

  @Override
  protected SourceRow read(DataInput in) throws IOException {
    @Nullable Object[] values = new Object[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Bytes.readDatum(in);
    }
    return new SourceRow(values);
  }
}
