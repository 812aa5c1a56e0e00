package io.twinfeed.flow;

import java.io.IOException;

/** What is asked of a file system of Beam's. */
public final class Storage {
  private Storage() {}

  /** A question to it. */
  public interface Question<T> {
    T ask() throws IOException;
  }

  /**
   * Asks it. The clients of object stores have exceptions of their own, and none of them is
   * checked.
   *
   * @throws IOException whatever is wrong, with the first line of the store's own message
   */
  public static <T> T ask(Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      throw new IOException(message.lines().findFirst().orElse(message), e);
    }
  }
}
