package io.twinfeed.dtdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.twinfeed.SharedData;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Severity;
import io.twinfeed.issue.TwinfeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  @TempDir private Path folder;

  @Test
  void a_path_to_nothing_is_told_with_where_it_was_looked_for() {
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> ModelFolder.read(folder.resolve("gone")))
        .withMessage("there is no model file or folder " + folder.resolve("gone"))
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(TwinfeedException.Kind.MODEL);
              assertThat(e.hint()).contains(Path.of("").toAbsolutePath().toString());
            });
  }

  @Test
  void a_folder_without_a_model_is_an_error_even_if_it_has_other_files() throws IOException {
    Files.writeString(folder.resolve("readme.md"), "no model");
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> ModelFolder.read(folder))
        .withMessage("the folder %s has no model: no file named *.json", folder);
  }

  @Test
  void a_file_that_is_not_in_utf_8_is_named() throws IOException {
    Path file = folder.resolve("room.json");
    Files.write(file, "{\"displayName\": \"Büro\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(TwinfeedException.class)
        .isThrownBy(() -> ModelFolder.read(folder))
        .withMessageStartingWith("can't read the models in %s: %s", folder, file)
        .satisfies(e -> assertThat(e.hint()).isEqualTo("models are JSON text in UTF-8"));
  }

  @Test
  void a_hidden_copy_that_kubernetes_keeps_beside_a_mounted_file_is_not_read() throws IOException {
    Path hidden = Files.createDirectories(folder.resolve("..2026_11_28"));
    Files.writeString(hidden.resolve("pump.json"), "[]");
    Files.createSymbolicLink(
        folder.resolve("pump.json"), Path.of("..2026_11_28").resolve("pump.json"));

    assertThat(ModelFolder.read(folder))
        .singleElement()
        .satisfies(
            text -> assertThat(text.name()).isEqualTo(folder.resolve("pump.json").toString()));
  }

  @Test
  void a_model_that_is_there_again_in_other_words_is_refused() throws IOException {
    write("a.json", room("\"long\""));
    write("b.json", room("\"double\""));
    Issues issues = new Issues();
    assertThat(ModelFolder.load(folder, issues).interfaces()).isEmpty();
    assertThat(text(issues))
        .isEqualTo("ERROR DTDL-022 b.json @id \"dtmi:example:room;1\" is used twice");
  }

  @Test
  void a_model_that_is_there_again_in_the_same_words_is_used_once_with_a_warning()
      throws IOException {
    write("a.json", room("\"long\""));
    write("b.json", "[" + room("\"long\"").replace("\n", " ") + "]");
    Issues issues = new Issues();
    assertThat(ModelFolder.load(folder, issues).interfaces())
        .containsOnlyKeys("dtmi:example:room;1");
    assertThat(text(issues))
        .isEqualTo(
            "WARNING DTDL-024 b.json the model dtmi:example:room;1 is written twice, in the same"
                + " words");
  }

  @Test
  void the_seed_s_folder_which_holds_each_model_twice_loads() {
    Issues issues = new Issues();
    ModelSet models = ModelFolder.load(SharedData.path("seed/models"), issues);
    assertThat(models.interfaces()).hasSize(2);
    assertThat(issues.all()).extracting(Issue::severity).containsOnly(Severity.WARNING);
    assertThat(issues.all()).extracting(Issue::code).containsExactly("DTDL-024", "DTDL-024");
  }

  @Test
  void files_are_read_from_inner_folders_too_in_the_order_of_their_paths() throws IOException {
    Files.createDirectories(folder.resolve("hall"));
    write("room.json", room("\"long\""));
    write("hall/b.json", "2");
    write("hall/a.json", "1");
    write("hall/a.txt", "3");
    assertThat(ModelFolder.read(folder))
        .extracting(ModelText::json)
        .containsExactly("1", "2", room("\"long\""));
  }

  @Test
  void a_single_file_needs_no_special_name() throws IOException {
    write("room.dtdl", room("\"long\""));
    Issues issues = new Issues();
    assertThat(ModelFolder.load(folder.resolve("room.dtdl"), issues).interfaces()).hasSize(1);
    assertThat(issues.all()).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String room(String schema) {
    return """
        {"@context": "dtmi:dtdl:context;3", "@id": "dtmi:example:room;1", "@type": "Interface",
         "contents": {"@type": "Property", "name": "size", "schema": %s}}
        """
        .formatted(schema);
  }

  private String text(Issues issues) {
    return issues.all().stream()
        .map(
            each ->
                "%s %s %s %s"
                    .formatted(
                        each.severity(),
                        each.code(),
                        folder.relativize(Path.of(each.place().file())),
                        each.message()))
        .collect(Collectors.joining("\n"));
  }
}
