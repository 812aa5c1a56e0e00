package io.twinfeed.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WholeFileTest {
  @TempDir static Path folder;

  static Stream<String> places() {
    return Stream.of(folder.toString(), "memory://" + ObjectStore.newContainer() + "/run");
  }

  @ParameterizedTest
  @MethodSource("places")
  void it_takes_the_place_of_what_an_earlier_attempt_has_left(String directory) throws IOException {
    write(directory, "more than the second attempt writes");

    write(directory, "less");

    var file = FileSystems.matchSingleFileSpec(directory + "/counts.json");
    assertThat(file.sizeBytes()).isEqualTo(4);
  }

  private static void write(String directory, String text) throws IOException {
    try (OutputStream out = WholeFile.begin(directory, "counts.json")) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
