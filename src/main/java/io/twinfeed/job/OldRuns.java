package io.twinfeed.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes the directories of runs that nobody will look at any more. Only of runs that have ended,
 * as their summaries say: any other may be going on, or be no run's directory at all.
 */
public final class OldRuns {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OldRuns() {}

  /**
   * @param runs the directory that holds those of the runs
   * @param keep how many of those that have ended stay, the newest
   * @param own that of the run that asks, which stays in any case
   * @return how many were removed
   * @throws IOException if one can't be
   */
  public static int remove(Path runs, int keep, Path own) throws IOException {
    Path latest = runs.resolve("latest");
    List<Path> ended;
    try (var all = Files.list(runs)) {
      ended =
          all.filter(OldRuns::hasEnded)
              .sorted(Comparator.comparing((Path run) -> name(run)).reversed())
              .toList();
    }
    int removed = 0;
    for (Path run : ended.subList(Math.min(keep, ended.size()), ended.size())) {
      if (!name(run).equals(name(own)) && !isSame(run, latest)) {
        Files.walkFileTree(run, new Remove());
        removed++;
      }
    }
    return removed;
  }

  private static boolean hasEnded(Path run) {
    if (!RunId.isOne(name(run)) || !Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      return JSON.readTree(Files.readAllBytes(run.resolve("summary.json")))
          .path("runId")
          .asText()
          .equals(name(run));
    } catch (IOException e) {
      return false; // without a summary it is not known to have ended
    }
  }

  private static boolean isSame(Path run, Path latest) {
    try {
      return Files.isSameFile(run, latest);
    } catch (IOException e) {
      return false; // there is no latest, or another one has removed the run
    }
  }

  private static String name(Path directory) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  // Another run may be at the same: what is gone is gone
  private static final class Remove extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
