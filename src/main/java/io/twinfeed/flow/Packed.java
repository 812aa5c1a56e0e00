package io.twinfeed.flow;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some things as one element: what costs is the number of elements, not their size. They are bytes
 * until somebody asks for them, because Flink hands whatever a stage puts out to everybody who
 * takes anything of that stage, and most only pass it over.
 */
public abstract class Packed<T> {
  private final byte[] bytes;

  protected Packed(Collection<T> all, Several.Out<? super T> as) {
    this(Several.packed(all, as));
  }

  /**
   * @param bytes those of another such element; not copied
   */
  protected Packed(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Unpacks them: to be asked for once. */
  protected final List<T> unpacked(Several.In<? extends T> as) {
    return Several.unpacked(bytes, as);
  }

  final byte[] bytes() {
    return bytes;
  }

  @Override
  @SuppressWarnings("EqualsGetClass") // the bytes of others mean something else
  public final boolean equals(@Nullable Object other) {
    return other instanceof Packed<?> that
        && that.getClass() == getClass()
        && Arrays.equals(that.bytes, bytes);
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
