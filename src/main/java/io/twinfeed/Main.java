package io.twinfeed;

/** The one place that ends the process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("twinfeed");
  }
}
