package io.twinfeed.shape;

import io.twinfeed.flow.Sha256;
import io.twinfeed.twin.TwinId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The id of a relationship: its name, a dot, and 26 characters of base32 (130 bits) of SHA-256 over
 * its name, its target and its key. The same row makes the same id in every run, so that a
 * relationship that was written is found again, and a retry makes no second one.
 */
final class LinkId {
  private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
  private static final int LENGTH = 26;

  private LinkId() {}

  /**
   * @param key the values of the rule's key columns as text, null for NULL
   */
  static String of(String name, TwinId target, List<@Nullable String> key) {
    MessageDigest digest = Sha256.begin();
    add(digest, name);
    add(digest, target.value());
    key.forEach(value -> add(digest, value));
    byte[] hash = digest.digest();
    StringBuilder id = new StringBuilder(name).append('.');
    for (int i = 0; i < LENGTH; i++) {
      int bit = i * 5;
      int pair = ((hash[bit / 8] & 0xff) << 8) | (hash[bit / 8 + 1] & 0xff);
      id.append(BASE32[(pair >>> (11 - bit % 8)) & 31]);
    }
    return id.toString();
  }

  // With its length, so that ("a", "bc") and ("ab", "c") differ; NULL differs from ""
  private static void add(MessageDigest digest, @Nullable String part) {
    byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
    int length = part == null ? -1 : bytes.length;
    for (int shift = 24; shift >= 0; shift -= 8) {
      digest.update((byte) (length >>> shift));
    }
    digest.update(bytes);
  }
}
