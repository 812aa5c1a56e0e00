package io.twinfeed;

import io.twinfeed.cli.Cli;

/** The one place that ends the process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Cli.run(args));
  }
}
