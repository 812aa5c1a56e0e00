package io.twinfeed.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of layers in ARCHITECTURE.md against the one that the code is held to. */
class ArchitecturePageTest {
  private record Row(String name, Set<String> mayImport, boolean knowsBeam) {}

  @Test
  void its_table_says_what_each_package_may_import() throws IOException {
    Map<String, Set<String>> page = new HashMap<>();
    rows().forEach(row -> page.put(row.name(), row.mayImport()));

    Map<String, Set<String>> held = new HashMap<>();
    LayersTest.MAY_IMPORT.forEach((name, allowed) -> held.put(name, new HashSet<>(allowed)));
    assertThat(page).isEqualTo(held);
  }

  @Test
  void its_table_says_which_packages_know_beam() throws IOException {
    assertThat(rows().stream().filter(Row::knowsBeam).map(Row::name))
        .containsExactlyInAnyOrderElementsOf(LayersTest.KNOW_BEAM);
  }

  // | layer | package | holds | may import | Beam |
  private static List<Row> rows() throws IOException {
    return Files.readString(Path.of("ARCHITECTURE.md"))
        .lines()
        .filter(line -> line.matches("\\| \\d \\| `.*"))
        .map(line -> line.split("\\|"))
        .filter(cells -> !cells[4].strip().equals("all"))
        .map(
            cells ->
                new Row(
                    cells[2].strip().replace("`", ""),
                    names(cells[4]),
                    cells[5].strip().equals("yes")))
        .toList();
  }

  private static Set<String> names(String cell) {
    return Stream.of(cell.strip().split("[ ,]+"))
        .filter(name -> !name.equals("–"))
        .collect(Collectors.toSet());
  }
}
