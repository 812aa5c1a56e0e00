package io.twinfeed.flow;

/** What a block of a shard holds; its first byte says so. */
public enum BlockKind {
  FRAGMENTS(1),
  KNOWN(2);

  private final byte mark;

  BlockKind(int mark) {
    this.mark = (byte) mark;
  }

  /** The first byte of its blocks. */
  public byte mark() {
    return mark;
  }

  /** Whether a block holds this kind. */
  public boolean isOf(byte[] block) {
    return block[0] == mark;
  }
}
