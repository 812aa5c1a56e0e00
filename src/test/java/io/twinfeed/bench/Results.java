package io.twinfeed.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where results go: a file for programs, a table for people. */
final class Results {
  private Results() {}

  static void write(Path file, List<Row> rows) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine());
    all.put("rows", rows);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writer()
                .writeValueAsString(all)
            + "\n");
  }

  /** One line for each row. */
  static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-24s %8.2f  %-16s %s, to %s%n",
              row.id(),
              row.ratio(),
              promise(row).replaceFirst("^: ", ""),
              row.work(),
              row.yardstick()));
    }
    return text.toString();
  }

  static String text(Row row) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-12s %6.2f  %s, to %s%s%n",
            row.id(),
            row.ratio(),
            row.work(),
            row.yardstick(),
            promise(row)));
    row.figures()
        .forEach(
            (name, value) -> text.append(String.format(Locale.ROOT, "%,22.2f  %s%n", value, name)));
    return text.toString();
  }

  private static String promise(Row row) {
    if (row.atLeast() != null) {
      String word = row.isShort() ? "SHORT OF" : "at least";
      return String.format(Locale.ROOT, ": %s %.2f", word, row.atLeast());
    }
    if (row.atMost() != null) {
      String word = row.isShort() ? "MORE THAN" : "at most";
      return String.format(Locale.ROOT, ": %s %.2f", word, row.atMost());
    }
    return "";
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("architecture", System.getProperty("os.arch"));
    machine.put("system", System.getProperty("os.name"));
    machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    return machine;
  }
}
