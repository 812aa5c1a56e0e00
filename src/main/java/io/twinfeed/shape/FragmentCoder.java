package io.twinfeed.shape;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.jspecify.annotations.Nullable;

/** Fragments one by one, where a runner does not hand them on as objects. */
final class FragmentCoder extends CustomCoder<Fragment> {
  private static final long serialVersionUID = 1;

  @Override
  public void encode(Fragment fragment, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    FragmentBytes.write(data, fragment);
    data.flush();
  }

  @Override
  public Fragment decode(InputStream in) throws IOException {
    return FragmentBytes.read(new DataInputStream(in));
  }

  // Flink joins two inputs only if their coders are equal
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FragmentCoder;
  }

  @Override
  public int hashCode() {
    return FragmentCoder.class.hashCode();
  }
}
