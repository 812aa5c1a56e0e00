package io.twinfeed.dtdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.twinfeed.Golden;
import io.twinfeed.dtdl.element.JsonText;
import io.twinfeed.dtdl.rule.Rules;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.IssueReport;
import io.twinfeed.issue.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule has a model that it refuses, with the report of it, and one that it lets pass. */
class RuleCasesTest {
  private static final Path CASES = Path.of("src/test/resources/golden/dtdl");
  // Their cases are too long for a file.
  private static final List<String> WRITTEN_BELOW = List.of("DTDL-071", "DTDL-073");

  // For a property: 1 + an object of 499 fields, each with an object of 198: 2 + 499 * 200 =
  // 99,802.
  private static final String BIG =
      "\"schemas\":["
          + object("part", 198, "long")
          + ","
          + object("all", 499, "dtmi:example:big:part;1")
          + "]";

  @Test
  void no_code_is_used_twice() {
    assertThat(codes()).doesNotHaveDuplicates().allMatch(code -> code.matches("DTDL-\\d{3}"));
  }

  @Test
  void no_rule_lacks_its_cases_and_no_case_its_rule() throws IOException {
    List<String> cases = new ArrayList<>(WRITTEN_BELOW);
    try (Stream<Path> folders = Files.list(CASES)) {
      folders.map(each -> each.getFileName().toString()).forEach(cases::add);
    }
    assertThat(cases).containsExactlyInAnyOrderElementsOf(codes());
  }

  @TestFactory
  Stream<DynamicTest> each_rule_refuses_what_it_should_and_nothing_else_does() {
    return inFiles()
        .map(
            code ->
                dynamicTest(
                    code,
                    () -> {
                      Issues issues = check(code, "fails.json");
                      assertThat(issues.all()).extracting(Issue::code).containsOnly(code);
                      String text = read(code, "fails.json");
                      Golden.check(
                          "dtdl/" + code + "/issues.txt",
                          IssueReport.of(issues.all(), name -> text));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> each_rule_lets_pass_what_it_should() {
    return inFiles()
        .map(
            code ->
                dynamicTest(code, () -> assertThat(check(code, "passes.json").all()).isEmpty()));
  }

  @Test
  void an_interface_of_more_than_a_mebibyte_is_refused() {
    int frame = interfaceWith("\"comment\": \"\"").length();
    assertThat(sizeOf((1 << 20) - frame + 1)).contains("room;1 takes 1,048,577 bytes");
    assertThat(sizeOf((1 << 20) - frame)).doesNotContain("DTDL-071");
  }

  @Test
  void an_interface_of_more_than_100_000_elements_is_refused() {
    assertThat(report(model("room", BIG, properties(198)))).isEmpty();
    assertThat(report(model("room", BIG, properties(199))))
        .isEqualTo("DTDL-073 dtmi:example:room;1 holds 100,001 elements with the inherited ones");
  }

  @Test
  void inherited_elements_and_those_of_components_count_though_they_were_accepted_before() {
    Issues issues = new Issues();
    ModelSet before =
        ModelParser.parse(
            List.of(new ModelText("base", model("base", BIG, ""))), ModelSet.empty(), issues);
    String component =
        ",{\"@type\":\"Component\",\"name\":\"c\",\"schema\":\"dtmi:example:base;1\"}";
    for (String text :
        List.of(
            model("child", "\"extends\":\"dtmi:example:base;1\"", properties(198)),
            model("whole", "\"comment\":\"\"", properties(197) + component))) {
      ModelParser.parse(List.of(new ModelText("more", text)), before, issues);
    }
    assertThat(issues.all())
        .extracting(Issue::message)
        .containsExactly(
            "dtmi:example:child;1 holds 100,001 elements with the inherited ones",
            "dtmi:example:whole;1 holds 100,001 elements with the inherited ones");
  }

  private static String sizeOf(int commentLength) {
    return report(interfaceWith("\"comment\": \"" + "x".repeat(commentLength) + "\""));
  }

  private static String properties(int count) {
    return IntStream.range(0, count)
        .mapToObj(",{\"@type\":\"Property\",\"name\":\"p%d\",\"schema\":\"long\"}"::formatted)
        .collect(Collectors.joining());
  }

  private static String object(String name, int fields, String schema) {
    return IntStream.range(0, fields)
        .mapToObj(each -> "{\"name\":\"f%d\",\"schema\":\"%s\"}".formatted(each, schema))
        .collect(
            Collectors.joining(
                ",",
                "{\"@id\":\"dtmi:example:big:" + name + ";1\",\"@type\":\"Object\",\"fields\":[",
                "]}"));
  }

  private static String model(String name, String member, String more) {
    String first =
        member.equals(BIG)
            ? "{\"@type\":\"Property\",\"name\":\"all\",\"schema\":\"dtmi:example:big:all;1\"}"
            : "{\"@type\":\"Property\",\"name\":\"one\",\"schema\":\"long\"}";
    return interfaceWith(member + ",\"contents\":[" + first + more + "]")
        .replace("room;1", name + ";1");
  }

  private static String interfaceWith(String member) {
    return "{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:example:room;1\",\"@type\":\"Interface\","
        + member
        + "}";
  }

  private static String report(String model) {
    Issues issues = new Issues();
    ModelParser.parse(List.of(new ModelText("model", model)), ModelSet.empty(), issues);
    return issues.all().stream()
        .map(each -> each.code() + " " + each.message())
        .collect(Collectors.joining("\n"));
  }

  private static Issues check(String code, String file) throws IOException {
    Issues issues = new Issues();
    List<ModelText> documents = List.of(new ModelText(file, read(code, file)));
    if (Files.exists(CASES.resolve(code).resolve("before.json"))) {
      List<ModelText> before = List.of(new ModelText("before.json", read(code, "before.json")));
      ModelParser.parse(
          documents, ModelParser.parse(before, ModelSet.empty(), new Issues()), issues);
    } else {
      ModelParser.parseWithoutRepeats(documents, issues);
    }
    return issues;
  }

  private static String read(String code, String file) throws IOException {
    return Golden.read("dtdl/" + code + "/" + file);
  }

  private static Stream<String> inFiles() {
    return codes().stream().filter(code -> !WRITTEN_BELOW.contains(code));
  }

  private static List<String> codes() {
    return Stream.concat(
            Stream.of(JsonText.SYNTAX, ModelParser.NO_OBJECT, Repeats.CODE), Rules.codes().stream())
        .toList();
  }
}
