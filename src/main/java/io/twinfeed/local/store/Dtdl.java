package io.twinfeed.local.store;

import io.twinfeed.dtdl.InstanceCheck;
import io.twinfeed.dtdl.ModelParser;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.dtdl.ModelText;
import io.twinfeed.dtdl.Problem;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.issue.Issue;
import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Severity;
import io.twinfeed.twin.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the graph meets DTDL's parser and instance check. */
final class Dtdl {
  private Dtdl() {}

  /**
   * Reads interfaces, which may refer to each other in any order and to those already there.
   *
   * @param documents one interface each, as JSON
   * @return the interfaces that were there, and the new ones
   * @throws Refused with {@link Code#DTDL_PARSER_ERROR} if any of them is wrong
   */
  static ModelSet read(List<String> documents, ModelSet alreadyThere) {
    List<ModelText> texts = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      texts.add(new ModelText("models[" + i + "]", documents.get(i)));
    }
    Issues issues = new Issues();
    ModelSet set = ModelParser.parse(texts, alreadyThere, issues);
    if (issues.hasErrors()) {
      throw ModelDocuments.refused(
          issues.all().stream()
              .filter(issue -> issue.severity() == Severity.ERROR)
              .map(Issue::message)
              .collect(Collectors.joining("; ")));
    }
    return set;
  }

  /**
   * Says why a value does not conform to a schema.
   *
   * @return null if it does
   */
  static @Nullable String mismatch(Schema schema, String name, Value value) {
    List<Problem> problems = InstanceCheck.check(schema, value, name);
    return problems.isEmpty()
        ? null
        : problems.stream().map(Problem::message).collect(Collectors.joining("; "));
  }
}
