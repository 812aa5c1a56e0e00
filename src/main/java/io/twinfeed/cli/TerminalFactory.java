package io.twinfeed.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Hands the terminal to the commands that picocli makes. */
record TerminalFactory(Terminal terminal) implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    try {
      var constructor = type.getDeclaredConstructor(Terminal.class);
      return constructor.newInstance(terminal);
    } catch (NoSuchMethodException e) {
      return CommandLine.defaultFactory().create(type);
    }
  }
}
