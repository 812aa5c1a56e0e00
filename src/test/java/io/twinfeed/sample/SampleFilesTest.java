package io.twinfeed.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleFilesTest {
  private static final Path FOLDER = Path.of("pipelines/bottling");

  @Test
  void unpacks_what_the_folder_holds(@TempDir Path directory) throws Exception {
    Path unpacked = directory.resolve("a/b");
    assertThat(SampleFiles.unpack(unpacked)).isEqualTo(unpacked.resolve("bottling.yaml"));
    assertThat(files(unpacked)).containsExactlyElementsOf(files(FOLDER));
    for (Path each : files(FOLDER)) {
      assertThat(unpacked.resolve(each)).hasSameBinaryContentAs(FOLDER.resolve(each));
    }
  }

  @Test
  void the_organizations_are_four_rows_in_any_database() throws Exception {
    String script =
        Files.readString(
            Path.of("pipelines/organization/organization.sql"), StandardCharsets.UTF_8);
    List<String> rows = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:h2:mem:");
        var statement = connection.createStatement()) {
      statement.execute(script);
      try (var found = statement.executeQuery("SELECT OrgID, Division FROM Organization")) {
        while (found.next()) {
          rows.add(found.getString(1) + " " + found.getString(2));
        }
      }
    }
    assertThat(rows)
        .containsExactlyInAnyOrder("org1 electgen", "org2 gasdist", "org3 hydro", "org4 trucking");
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
    }
  }
}
