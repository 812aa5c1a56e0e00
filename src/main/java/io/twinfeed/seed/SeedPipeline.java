package io.twinfeed.seed;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.twinfeed.dtdl.Schema;
import io.twinfeed.issue.Issues;
import io.twinfeed.seed.SeedMapping.Entry;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pipeline file that does what a mapping did.
 *
 * @param mappingFile its name, for the first line
 * @param table as SQL spells it; null for a guess by the name of the mapping file
 * @param idColumn the column that holds the ids of the twins; null for {@code id}
 * @param models the folder of models, as the pipeline file is to name it
 */
public record SeedPipeline(
    String mappingFile, @Nullable String table, @Nullable String idColumn, String models) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  // CEL's words and those that an expression gives a meaning of its own
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "none",
          "null",
          "package",
          "params",
          "return",
          "row",
          "true",
          "twinId",
          "var",
          "void",
          "while");

  /** Its text. What does not fit the model is an issue at its place in the mapping. */
  public String write(SeedMapping mapping, SeedModel model, Issues issues) {
    String id = idColumn == null ? "id" : idColumn;
    Set<String> columns = new LinkedHashSet<>();
    columns.add(id);
    StringBuilder properties = new StringBuilder();
    for (Entry entry : mapping.entries()) {
      if (entry.column() != null) {
        columns.add(entry.column());
      }
      Schema schema = model.schema(entry.path());
      if (schema == null) {
        issues.error(
            "SEED-005",
            entry.targetPlace(),
            model.id() + " has no property " + entry.property(),
            "correct the target, or name another model with --model");
        continue;
      }
      properties
          .append("      ")
          .append(entry.property())
          .append(": ")
          .append(scalar("${" + (entry.column() == null ? "twinId" : cel(entry.column())) + "}"))
          .append(note(entry, schema))
          .append('\n');
    }
    return """
    # Made of %s by twinfeed import-seed. Look at the lines marked "fill in".
    version: 1
    name: %s

    connections:
      business:
        url: ${env:ERP_URL}             # fill in, or export ERP_URL: jdbc:…
        username: ${env:ERP_USER}
        password: ${env:ERP_PASSWORD}

    target:
      endpoint: ${env:TWINS_ENDPOINT}   # https://….digitaltwins.azure.net
      models: %s

    sources:
      rows:
        connection: business
        table: %s%s
        columns: [%s]
        key: [%s]%s

    twins:
      - name: %s
        from: rows
        model: %s
        id: %s
        properties:
    %s
    sync:
      mode: update                      # patches twins that are there, and creates none, as before
      compare: live
    """
        .formatted(
            mappingFile.replaceAll("\\p{Cntrl}", " "),
            scalar(stem()),
            scalar(models),
            scalar(table == null ? stem() : table),
            table == null ? "   # fill in: guessed by the mapping's name" : "",
            columns.stream().map(SeedPipeline::scalar).collect(Collectors.joining(", ")),
            scalar(id),
            idColumn == null ? "   # fill in: the column with the ids of the twins" : "",
            model.word(),
            model.id(),
            scalar("${" + cel(id) + "}"),
            properties);
  }

  // The model decides; the mapping's type is told where it said something else
  private static String note(Entry entry, Schema schema) {
    String said = entry.type() == null ? "string" : entry.type().replaceFirst("^int$", "integer");
    String term = schema instanceof Schema.Primitive primitive ? primitive.term() : "structured";
    if (term.equals("duration")) {
      return "   # takes text such as PT5M; of a number of seconds: duration(string(x) + 's')";
    }
    return term.equals(said) ? "" : "   # the mapping said " + said + "; the model has " + term;
  }

  private String stem() {
    String stem =
        mappingFile
            .replaceFirst("(?i)\\.json$", "")
            .replaceFirst("(?i)[-_.]?(twins?)?[-_.]?mapping$", "");
    return stem.isEmpty() ? "rows" : stem;
  }

  private static String cel(String column) {
    return PLAIN.matcher(column).matches() && !RESERVED.contains(column)
        ? column
        : "row['" + column.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  // JSON's text is YAML's
  private static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            || text.matches("\\$\\{[A-Za-z0-9_]+}")
            || text.matches("[A-Za-z0-9_.][A-Za-z0-9_./-]*");
    return plain
        ? text
        : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
