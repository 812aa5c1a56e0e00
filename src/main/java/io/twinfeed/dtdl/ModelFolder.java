package io.twinfeed.dtdl;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.TwinfeedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Model documents on disk. */
public final class ModelFolder {
  private ModelFolder() {}

  /**
   * Reads a file, or all {@code *.json} of a folder and the folders in it, in the order of their
   * paths. Those whose names begin with a dot are left out: in such a folder Kubernetes keeps a
   * second copy of each file that it mounts.
   *
   * @throws TwinfeedException if there is nothing there, or it can't be read
   */
  public static List<ModelText> read(Path path) {
    try {
      if (Files.isRegularFile(path)) {
        return List.of(text(path));
      }
      if (!Files.isDirectory(path)) {
        throw new TwinfeedException(
            TwinfeedException.Kind.MODEL,
            "there is no model file or folder " + path,
            "check the path; it is resolved from " + Path.of("").toAbsolutePath());
      }
      try (Stream<Path> all = Files.walk(path)) {
        List<Path> files =
            all.filter(each -> each.getFileName().toString().endsWith(".json"))
                .filter(each -> !isHidden(path.relativize(each)))
                .filter(Files::isRegularFile)
                .sorted()
                .toList();
        if (files.isEmpty()) {
          throw new TwinfeedException(
              TwinfeedException.Kind.MODEL,
              "the folder " + path + " has no model: no file named *.json",
              "put the models there");
        }
        return files.stream().map(ModelFolder::text).toList();
      }
    } catch (IOException | UncheckedIOException e) {
      throw new TwinfeedException(
          TwinfeedException.Kind.MODEL,
          "can't read the models in " + path + ": " + e.getMessage(),
          "models are JSON text in UTF-8",
          e);
    }
  }

  /**
   * Reads the models of a file or folder as {@link #read} does, and checks them. A model that is
   * there twice in the same words is used once, with a warning; in different words it is an error.
   *
   * @param issues takes everything that is wrong with the models
   * @return the interfaces; none if any of them has an error
   * @throws TwinfeedException if there is nothing there, or it can't be read
   */
  public static ModelSet load(Path path, Issues issues) {
    return ModelParser.parseWithoutRepeats(read(path), issues);
  }

  private static boolean isHidden(Path path) {
    for (Path name : path) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static ModelText text(Path file) {
    try {
      return new ModelText(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }
}
