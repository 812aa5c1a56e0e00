package io.twinfeed.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path from the project's root
 */
public record Page(Path path, String text) {
  private static final Pattern FENCE =
      Pattern.compile("^```([a-z]*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

  /**
   * A fenced block.
   *
   * @param title the last line of text above it
   */
  record Block(String title, String language, String text) {}

  public static Page of(String name) {
    try {
      Path path = Path.of(name);
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every page that a reader is led to. */
  static List<Page> all() {
    try (Stream<Path> root = Files.list(Path.of(""));
        Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.of(root, docs, Stream.of(Path.of("pipelines/README.md")))
          .flatMap(paths -> paths)
          .map(Path::toString)
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .map(Page::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      String above = text.substring(0, fence.start()).stripTrailing();
      blocks.add(
          new Block(above.substring(above.lastIndexOf('\n') + 1), fence.group(1), fence.group(2)));
    }
    return blocks;
  }

  /** The text without its fenced blocks. */
  String prose() {
    return FENCE.matcher(text).replaceAll("");
  }

  /** The rows of the tables under a heading, without their heads; cells are stripped. */
  public List<List<String>> rows(String heading) {
    int from = text.indexOf("# " + heading + "\n");
    if (from < 0) {
      throw new AssertionError(path + " has no heading " + heading);
    }
    Matcher next = HEADING.matcher(text);
    int to = next.find(from + 2) ? next.start() : text.length();
    return tableRows(text.substring(from, to));
  }

  List<List<String>> rows() {
    return tableRows(text);
  }

  /** What a link may name behind the #. */
  List<String> anchors() {
    List<String> anchors = new ArrayList<>();
    Matcher heading = HEADING.matcher(prose());
    while (heading.find()) {
      anchors.add(
          heading
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  private static List<List<String>> tableRows(String text) {
    List<List<String>> rows = new ArrayList<>();
    boolean inTable = false;
    for (String line : text.lines().toList()) {
      if (!line.startsWith("|")) {
        inTable = false;
      } else if (line.matches("[|: -]+")) {
        inTable = true;
      } else if (inTable) {
        String[] cells = line.substring(1, line.length() - 1).split("(?<!\\\\)\\|");
        rows.add(Stream.of(cells).map(String::strip).toList());
      }
    }
    return rows;
  }
}
