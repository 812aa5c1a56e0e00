package io.twinfeed.cli;

import picocli.CommandLine.Option;

/** How much is said: shared by the commands that run a pipeline. */
final class QuietOption {
  @Option(
      names = "--quiet",
      description = "Say nothing but errors, rejects and warnings: no progress, and no counts.")
  private boolean quiet;

  /** The terminal, on which nothing else is said any more if that was asked for. */
  Terminal of(Terminal terminal) {
    return quiet ? terminal.quiet() : terminal;
  }
}
