package io.twinfeed.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.SerializableUtils;

/** What has to hold of a coder for any element, alone and with others behind it. */
public final class RoundTrip {
  private RoundTrip() {}

  /**
   * @param again equal to {@code one}, and another object
   */
  public static <T> void check(Coder<T> coder, T one, T again, T other) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(coder, one);
    CoderProperties.structuralValueDecodeEncodeEqual(coder, one);
    CoderProperties.structuralValueConsistentWithEquals(coder, one, other);
    CoderProperties.coderDeterministic(coder, one, again);
    assertThat(SerializableUtils.clone(coder)).isEqualTo(coder).hasSameHashCodeAs(coder);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    coder.encode(one, bytes);
    coder.encode(other, bytes);
    InputStream in = new ByteArrayInputStream(bytes.toByteArray());
    T first = coder.decode(in);
    T second = coder.decode(in);
    assertThat(first).isEqualTo(one);
    assertThat(second).isEqualTo(other);
    assertThat(in.available()).isZero();
    assertThat(bytes(coder, first)).isEqualTo(bytes(coder, one));
  }

  private static <T> byte[] bytes(Coder<T> coder, T one) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    coder.encode(one, bytes);
    return bytes.toByteArray();
  }
}
