package io.twinfeed.planfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Makes one order of several files that are ordered. */
final class Merge implements AutoCloseable {
  private final List<BufferedReader> files = new ArrayList<>();
  private final PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparing(Head::line));

  private record Head(String line, BufferedReader file) {}

  static Merge of(Path directory) throws IOException {
    Merge merge = new Merge();
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(directory, PlanParts.PREFIX + "*")) {
      for (Path part : parts) {
        BufferedReader file = Files.newBufferedReader(part);
        merge.files.add(file);
        merge.advance(file);
      }
    }
    return merge;
  }

  /** The next line, without what it was ordered by; null behind the last. */
  @Nullable String next() throws IOException {
    Head head = heads.poll();
    if (head == null) {
      return null;
    }
    advance(head.file());
    return head.line().substring(head.line().indexOf('\t') + 1);
  }

  private void advance(BufferedReader file) throws IOException {
    String line = file.readLine();
    if (line != null) {
      heads.add(new Head(line, file));
    }
  }

  @Override
  public void close() throws IOException {
    for (BufferedReader file : files) {
      file.close();
    }
  }
}
