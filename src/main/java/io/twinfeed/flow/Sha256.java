package io.twinfeed.flow;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash by which names, contents and identities are told apart. */
public final class Sha256 {
  private Sha256() {}

  /** A new one, of nothing yet. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
