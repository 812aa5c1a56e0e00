package io.twinfeed.connector;

import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of what became of mutations. */
final class OutcomeCoders {
  private static final MutationCoder MUTATION = new MutationCoder();

  private OutcomeCoders() {}

  static final class OfSuccess extends DataCoder<WriteSuccess> {
    private static final long serialVersionUID = 1;

    @Override
    protected void write(DataOutput out, WriteSuccess one) throws IOException {
      MUTATION.write(out, one.mutation());
      Bytes.writeText(out, one.effect().name());
    }

    @Override
    protected WriteSuccess read(DataInput in) throws IOException {
      return new WriteSuccess(MUTATION.read(in), Effect.valueOf(Bytes.readText(in)));
    }
  }

  static final class OfFailure extends DataCoder<WriteFailure> {
    private static final long serialVersionUID = 1;

    @Override
    protected void write(DataOutput out, WriteFailure one) throws IOException {
      MUTATION.write(out, one.mutation());
      Bytes.writeText(out, one.code());
      Bytes.writeText(out, one.message());
      Bytes.writeText(out, one.hint());
      out.writeInt(one.attempts());
    }

    @Override
    protected WriteFailure read(DataInput in) throws IOException {
      return new WriteFailure(
          MUTATION.read(in),
          Bytes.readText(in),
          Bytes.readText(in),
          Bytes.readText(in),
          in.readInt());
    }
  }
}
