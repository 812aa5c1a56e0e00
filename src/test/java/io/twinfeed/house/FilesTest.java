package io.twinfeed.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Keeps files small and packages named for what they hold. */
class FilesTest {
  private static final int LONGEST_MAIN = 400;
  private static final int LONGEST_TEST = 500;

  @Test
  void no_file_is_longer_than_it_can_be_read() {
    assertThat(longer("src/main/java", LONGEST_MAIN)).isEmpty();
    assertThat(longer("src/test/java", LONGEST_TEST)).isEmpty();
  }

  @Test
  void nine_of_ten_files_have_at_most_200_lines() {
    List<Long> lengths =
        sources("src/main/java", path -> true).stream().map(FilesTest::lines).sorted().toList();

    assertThat(lengths.get(lengths.size() * 9 / 10)).isLessThanOrEqualTo(200);
  }

  @Test
  void no_package_is_a_drawer() {
    assertThat(
            sources(
                "src/main/java",
                path -> path.toString().matches(".*/(util|utils|common|helper|helpers|impl)/.*")))
        .isEmpty();
  }

  @Test
  void every_package_says_what_comes_in_and_goes_out() {
    List<Path> without =
        sources("src/main/java", path -> true).stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();

    assertThat(without).isEmpty();
  }

  private static List<Path> longer(String root, int longest) {
    return sources(root, path -> lines(path) > longest);
  }

  private static List<Path> sources(String root, Predicate<Path> which) {
    try (var paths = Files.walk(Path.of(root))) {
      return paths.filter(path -> path.toString().endsWith(".java")).filter(which).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path path) {
    try (var lines = Files.lines(path)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
