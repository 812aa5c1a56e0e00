package io.twinfeed.flow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes of lists and maps, with their size in front, and of what may be missing. */
public final class Several {
  private Several() {}

  /** Writes one. */
  @FunctionalInterface
  public interface Out<T> {
    void write(DataOutput out, T one) throws IOException;
  }

  /** Reads one. */
  @FunctionalInterface
  public interface In<T> {
    T read(DataInput in) throws IOException;
  }

  /** As bytes, which {@link #unpacked} reads. */
  public static <T> byte[] packed(Collection<T> all, Out<? super T> one) {
    ArrayOutput bytes = new ArrayOutput();
    try {
      write(bytes, all, one);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not in memory
    }
    return bytes.toByteArray();
  }

  public static <T> List<T> unpacked(byte[] bytes, In<? extends T> one) {
    try {
      return read(new ArrayInput(bytes, 0), one);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not in memory
    }
  }

  /** In the order of the collection; one without an order is to be sorted by the caller. */
  public static <T> void write(DataOutput out, Collection<T> all, Out<? super T> one)
      throws IOException {
    out.writeInt(all.size());
    for (T each : all) {
      one.write(out, each);
    }
  }

  public static <T> List<T> read(DataInput in, In<? extends T> one) throws IOException {
    int size = in.readInt();
    List<T> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(one.read(in));
    }
    return all;
  }

  /** In the order of the map; one without an order is to be sorted by the caller. */
  public static <K, V> void writeMap(
      DataOutput out, Map<K, V> all, Out<? super K> key, Out<? super V> value) throws IOException {
    out.writeInt(all.size());
    for (Map.Entry<K, V> each : all.entrySet()) {
      key.write(out, each.getKey());
      value.write(out, each.getValue());
    }
  }

  public static <K, V> Map<K, V> readMap(DataInput in, In<? extends K> key, In<? extends V> value)
      throws IOException {
    int size = in.readInt();
    Map<K, V> all = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      all.put(key.read(in), value.read(in));
    }
    return all;
  }

  public static <T> void writeOptional(DataOutput out, @Nullable T one, Out<? super T> as)
      throws IOException {
    out.writeBoolean(one != null);
    if (one != null) {
      as.write(out, one);
    }
  }

  public static <T> @Nullable T readOptional(DataInput in, In<? extends T> as) throws IOException {
    return in.readBoolean() ? as.read(in) : null;
  }
}
