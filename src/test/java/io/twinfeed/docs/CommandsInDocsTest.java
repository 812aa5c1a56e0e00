package io.twinfeed.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinfeed.cli.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The command lines of the pages are parsed as the program does it, and run nothing. */
class CommandsInDocsTest {
  private static final Pattern INLINE = Pattern.compile("`(\\./twinfeed [^`]+)`");
  private static final Pattern IN_BLOCK = Pattern.compile("\\./twinfeed .*");
  // What a shell takes for one word, and what ends a command there
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
  private static final List<String> ENDS = List.of("#", "|", "||", "&&", "&", ";");

  static Stream<String> commandLines() {
    return Page.all().stream()
        .flatMap(
            page ->
                Stream.concat(
                    INLINE.matcher(page.prose()).results().map(found -> found.group(1)),
                    page.blocks().stream()
                        .flatMap(block -> IN_BLOCK.matcher(block.text()).results())
                        .map(MatchResult::group)));
  }

  @Test
  void a_command_line_that_is_wrong_is_found_out() {
    assertThatThrownBy(() -> parse("./twinfeed run file.yaml --no-such-option"))
        .isInstanceOf(CommandLine.UnmatchedArgumentException.class);
    assertThatThrownBy(() -> parse("./twinfeed check"))
        .isInstanceOf(CommandLine.MissingParameterException.class);
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void each_command_line_is_one(String line) {
    assertThatCode(() -> parse(line)).doesNotThrowAnyException();
  }

  @Test
  void the_help_of_each_command_stands_on_the_page_as_it_is_printed() {
    String page = Page.of("docs/operations.md").text();

    assertThat(commands(CommandLines.parser()))
        .isNotEmpty()
        .allSatisfy(
            command ->
                assertThat(page)
                    .contains(
                        "```text\n"
                            + command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing()
                            + "\n```"));
  }

  @Test
  void the_make_targets_that_are_described_are_those_of_the_makefile() throws IOException {
    List<String> described =
        Pattern.compile("`make ([a-z-]+)")
            .matcher(Page.of("CONTRIBUTING.md").text())
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(
            Pattern.compile("^([a-z-]+):.*## ", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("Makefile")))
                .results()
                .map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(described);
  }

  // Those that do something: neither groups nor the help
  private static List<CommandLine> commands(CommandLine line) {
    List<CommandLine> commands = new ArrayList<>();
    line.getSubcommands()
        .forEach(
            (name, each) -> {
              if (!each.getSubcommands().isEmpty()) {
                commands.addAll(commands(each));
              } else if (!name.equals("help")) {
                commands.add(each);
              }
            });
    return commands;
  }

  private static void parse(String line) {
    List<String> words = words(line);
    CommandLines.parser().parseArgs(words.subList(1, words.size()).toArray(new String[0]));
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      String bare = word.group(3);
      if (bare != null && (ENDS.contains(bare) || bare.startsWith("#"))) {
        break;
      }
      words.add(bare != null ? bare : word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words;
  }
}
