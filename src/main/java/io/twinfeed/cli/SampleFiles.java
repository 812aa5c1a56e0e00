package io.twinfeed.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the sample pipelines: beside the launcher, else in the jar. */
final class SampleFiles {
  private static final String BOTTLING = "bottling/bottling.yaml";

  private SampleFiles() {}

  /**
   * The bottling sample's pipeline file, with its models beside it.
   *
   * @param temporary where it is unpacked if it is nowhere on disk
   */
  static Path bottling(Path temporary) {
    Path beside = Path.of(System.getProperty("twinfeed.home", ".")).resolve("pipelines");
    if (Files.exists(beside.resolve(BOTTLING))) {
      return beside.resolve(BOTTLING);
    }
    URL found = Objects.requireNonNull(SampleFiles.class.getResource("/pipelines/" + BOTTLING));
    try {
      URI uri = found.toURI();
      if (uri.getScheme().equals("file")) {
        return Path.of(uri);
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        copy(jar.getPath("/pipelines"), temporary.resolve("pipelines"));
      }
      return temporary.resolve("pipelines").resolve(BOTTLING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class loader gave an URL that is no URI", e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }
}
