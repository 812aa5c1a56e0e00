package io.twinfeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text that a person reads, held against a file. What was found is written beside the build's
 * results under the same name, to be copied over the file once it has been judged good.
 */
public final class Golden {
  private static final Path EXPECTED = Path.of("src/test/resources/golden");
  private static final Path FOUND = Path.of("target/golden");

  private Golden() {}

  public static String read(String name) throws IOException {
    return Files.readString(EXPECTED.resolve(name));
  }

  public static void check(String name, String found) throws IOException {
    Path file = FOUND.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, found);
    assertThat(found).as("%s; what was found is in %s", name, file).isEqualTo(read(name));
  }
}
