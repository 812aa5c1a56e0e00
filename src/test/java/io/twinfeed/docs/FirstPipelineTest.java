package io.twinfeed.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinfeed.cli.CommandLines;
import io.twinfeed.local.LocalService;
import io.twinfeed.local.LocalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows the five steps of the README. */
class FirstPipelineTest {
  private static final Pattern FILE = Pattern.compile("`first/([^`]+)`:");

  @TempDir private Path first;

  @BeforeEach
  void write_the_files() throws IOException {
    for (Page.Block block : Page.of("README.md").blocks()) {
      Matcher file = FILE.matcher(block.title());
      if (file.find()) {
        Path path = first.resolve(file.group(1));
        Files.createDirectories(path.getParent());
        Files.writeString(path, block.text());
      }
    }
  }

  @AfterEach
  void forget_the_variables() {
    System.clearProperty("twinfeed.env.ERP_URL");
    System.clearProperty("twinfeed.env.TWINS_ENDPOINT");
  }

  @Test
  void the_first_pipeline_of_the_readme_does_what_the_readme_says() throws Exception {
    String url = "jdbc:h2:" + first.resolve("erp").toAbsolutePath();
    String pipeline = first.resolve("pumps.yaml").toString();
    sql(url, "RUNSCRIPT FROM '" + first.resolve("erp.sql") + "'");
    System.setProperty("twinfeed.env.ERP_URL", url);
    try (LocalService service = LocalService.start(LocalSettings.onFreePort())) {
      String endpoint = service.endpoint().toString();
      System.setProperty("twinfeed.env.TWINS_ENDPOINT", endpoint);

      var checked = CommandLines.run("check", pipeline, "--connect");
      assertThat(checked.err()).contains("pumps.yaml: ok");
      assertThat(checked.exitCode()).isZero();
      var previewed = CommandLines.run("preview", pipeline, "pump");
      assertThat(previewed.out()).contains("becomes twin pump-3", "3 rows: 3 used");

      var pushed =
          CommandLines.run(
              "models", "push", first.resolve("models").toString(), "--endpoint", endpoint);
      assertThat(pushed.exitCode()).as(pushed.err()).isZero();

      assertThat(run(pipeline)).contains("\"created\" : 5").contains("\"created\" : 3");

      sql(url, "UPDATE pump SET hall = 'south' WHERE no = 1");
      assertThat(run(pipeline)).contains("\"updated\" : 2").contains("\"updated\" : 1");

      var asked = CommandLines.run("query", "SELECT * FROM DIGITALTWINS", "--endpoint", endpoint);
      assertThat(asked.out().lines()).hasSize(5);
      assertThat(asked.out()).contains("\"pumps\":1").contains("\"pumps\":2");
    }
  }

  private String run(String pipeline) throws IOException {
    var ended =
        CommandLines.run("run", pipeline, "--json", "--runs-dir", first.resolve("runs").toString());
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return ended.out();
  }

  private static void sql(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
      connection.createStatement().execute(sql);
    }
  }
}
