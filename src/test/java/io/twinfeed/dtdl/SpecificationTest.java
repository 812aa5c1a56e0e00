package io.twinfeed.dtdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinfeed.SharedData;
import io.twinfeed.dtdl.element.UndefinedExtensions;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases with which the specification of DTDL illustrates each of its statements, and the
 * examples of its documentation: what is valid passes, what is not does not.
 */
class SpecificationTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int SHOWN = 25;

  // Valid examples of what Azure Digital Twins does not have (dtdl-rules.md §5 and §7), by the part
  // of their names before the number: Twinfeed refuses them.
  private static final Map<String, String> NOT_OF_THE_SERVICE =
      new TreeMap<>(
          Map.of(
              "annotationDocExample-en-US-1-V2", "annotation;2",
              "annotationDocExample-en-US-2-V2", "annotation;2",
              "historizationDocExample-en-US-1-V2", "historization;2",
              "historizationDocExample-en-US-2-V2", "historization;2",
              "iotcentralDocExample-en-US-4-V2", "vector, a schema of IoT Central",
              "iotcentralDocExample-en-US-5-V2", "vector, a schema of IoT Central",
              "iotcentralDocExample-en-US-6-V2", "geopoint, a schema of IoT Central",
              "requirementDocExample-en-US-2-V2", "requirement;2"));

  static {
    Stream.of("1-V2", "2-V2", "3-V2", "4-V2", "1-V3", "2-V3", "3-V3", "4-V3", "6-V3", "7-V3")
        .forEach(each -> NOT_OF_THE_SERVICE.put("mqttDocExample-en-US-" + each, "mqtt"));
    Stream.of("overridingDocExample-en-US-1-V2", "overridingDocExample-en-US-2-V2")
        .forEach(each -> NOT_OF_THE_SERVICE.put(each, "DTDL v4"));
    Stream.of("1-V2", "2-V2", "1-V3", "2-V3")
        .forEach(
            each -> NOT_OF_THE_SERVICE.put("quantitativeTypesDocExample-en-US-" + each, "DTDL v4"));
  }

  private record Case(
      String name, boolean valid, Set<String> options, List<ModelText> documents, JsonNode json) {
    static Case read(String line) throws IOException {
      JsonNode json = MAPPER.readTree(line);
      Set<String> options = new TreeSet<>();
      json.path("options").forEach(each -> options.add(each.asText()));
      List<ModelText> documents = new ArrayList<>();
      json.path("input").forEach(each -> documents.add(new ModelText("input", each.toString())));
      return new Case(
          json.path("name").asText(), json.path("valid").asBoolean(), options, documents, json);
    }

    /** Allowance, Completion, Recommendation or Requirement, or that it is an example. */
    String group() {
      return name.contains("-Class") || name.matches("(Allow|Compl|Recomm|Requ)[a-z]+-.*")
          ? name.substring(0, name.indexOf('-'))
          : "Example";
    }

    UndefinedExtensions undefinedExtensions() {
      return options.contains("AllowUndefinedExtensions")
          ? UndefinedExtensions.ALLOWED
          : options.contains("DisallowUndefinedExtensions")
              ? UndefinedExtensions.REFUSED
              : UndefinedExtensions.AS_THE_VERSION_SAYS;
    }

    /** How the check disagrees with the case; empty if it does not. */
    String disagreement() {
      Issues issues = new Issues();
      Set<String> unresolved = ModelParser.checkLanguage(documents, undefinedExtensions(), issues);
      String errors =
          issues.all().stream()
              .filter(each -> each.severity() == Severity.ERROR)
              .map((Issue each) -> each.code() + " " + each.message())
              .collect(Collectors.joining("; "));
      String missingInService = NOT_OF_THE_SERVICE.get(name.replaceFirst("#.*", ""));
      if (missingInService != null) {
        return errors.isEmpty() ? "needs " + missingInService + ", but passed" : "";
      }
      if (valid != errors.isEmpty()) {
        return valid ? "is valid, but: " + errors : "is invalid, but passed";
      }
      JsonNode expected = json.path("expect").path("unresolvedIdentifiers");
      Set<String> missing = new TreeSet<>();
      expected.forEach(each -> missing.add(each.asText()));
      boolean otherwiseRight =
          issues.all().stream()
              .filter(each -> each.severity() == Severity.ERROR)
              .allMatch(each -> each.code().equals("DTDL-060"));
      return expected.isMissingNode() || (missing.equals(unresolved) && otherwiseRight)
          ? ""
          : "lacks " + missing + ", but reported " + unresolved + ": " + errors;
    }
  }

  @TestFactory
  Stream<DynamicTest> each_case_of_the_v2_specification_is_judged_as_it_says() throws IOException {
    return tests("specification-v2.jsonl", 6624);
  }

  @TestFactory
  Stream<DynamicTest> each_case_of_the_v3_specification_is_judged_as_it_says() throws IOException {
    return tests("specification-v3.jsonl", 6760);
  }

  @TestFactory
  Stream<DynamicTest> each_example_of_the_v2_documentation_is_judged_as_it_says()
      throws IOException {
    return tests("doc-examples-v2.jsonl", 65);
  }

  @TestFactory
  Stream<DynamicTest> each_example_of_the_v3_documentation_is_judged_as_it_says()
      throws IOException {
    return tests("doc-examples-v3.jsonl", 53);
  }

  private static Stream<DynamicTest> tests(String file, int count) throws IOException {
    Map<String, List<Case>> groups = new TreeMap<>();
    for (String line : Files.readAllLines(SharedData.path("dtdl/" + file))) {
      Case each = Case.read(line);
      groups.computeIfAbsent(each.group(), key -> new ArrayList<>()).add(each);
    }
    assertThat(groups.values().stream().mapToInt(List::size).sum()).isEqualTo(count);
    return groups.entrySet().stream()
        .map(
            group ->
                dynamicTest(
                    "%s: %s, %,d cases".formatted(file, group.getKey(), group.getValue().size()),
                    () -> agree(group.getValue())));
  }

  private static void agree(List<Case> cases) {
    List<String> disagreements =
        cases.stream()
            .map(each -> each.name + " " + each.disagreement())
            .filter(each -> !each.endsWith(" "))
            .toList();
    assertThat(disagreements.stream().limit(SHOWN))
        .as("%d of %d cases disagree", disagreements.size(), cases.size())
        .isEmpty();
  }
}
