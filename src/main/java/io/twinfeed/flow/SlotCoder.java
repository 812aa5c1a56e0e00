package io.twinfeed.flow;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.flink.util.MathUtils;

/**
 * Numbers as keys of which each slot of Flink gets as many as the others. Flink deals keys out by a
 * hash of their bytes: of the numbers below 64, it would give one of four slots 25 and another one
 * 9, and all wait for the first. So each number is followed by a second one, of no meaning, with
 * which the hash deals it to the slot whose turn it is. If Flink took another hash, keys would be
 * dealt out as before, and that is all.
 */
final class SlotCoder extends CustomCoder<Integer> {
  private static final long serialVersionUID = 1;
  private final int slots;

  SlotCoder(int slots) {
    this.slots = slots;
  }

  @Override
  public void encode(Integer number, OutputStream out) throws IOException {
    ByteBuffer key = ByteBuffer.allocate(2 * Integer.BYTES).putInt(0, number);
    for (int filler = 1; slot(key.array()) != Math.floorMod(number, slots); filler++) {
      key.putInt(Integer.BYTES, filler);
    }
    out.write(key.array());
  }

  // As Beam's comparator of keys and Flink's OutputEmitter do it
  private int slot(byte[] key) {
    return MathUtils.murmurHash(Arrays.hashCode(key)) % slots;
  }

  @Override
  public Integer decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int number = data.readInt();
    data.readInt();
    return number;
  }

  @Override
  public void verifyDeterministic() {
    // the same bytes for the same number
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlotCoder coder && slots == coder.slots;
  }

  @Override
  public int hashCode() {
    return slots;
  }
}
