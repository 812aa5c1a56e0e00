package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Place;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Source.Lookup;
import io.twinfeed.spec.Source.Partition;
import io.twinfeed.spec.Source.Watermark;
import io.twinfeed.spec.SqlParameters;
import io.twinfeed.spec.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads sources.
 *
 * @param parameters those that their SQL may name
 */
record Sources(Nodes nodes, Set<String> parameters) {

  Sources {
    parameters = Set.copyOf(parameters);
  }

  Source source(Text name, Node node) {
    String what = "the source " + name;
    Fields fields = nodes.fields(node, name.place(), what, Section.SOURCE);
    boolean isEither = fields.isMeant("table") || fields.isMeant("query");
    if (fields.isUsable() && (!isEither || (fields.has("table") && fields.has("query")))) {
      nodes
          .issues()
          .error(
              "SPEC-007",
              fields.has("table") ? fields.placeOf("query") : name.place(),
              what + (fields.has("table") ? " has both table and query" : " needs table or query"),
              "give one of the two");
    }
    if (fields.has("query") && fields.has("where")) {
      nodes
          .issues()
          .error(
              "SPEC-007",
              fields.placeOf("where"),
              what + " has both query and where",
              "write the condition into the query");
    }
    return new Source(
        name,
        nodes.textOrEmpty(fields.require("connection"), name.place(), "connection"),
        nodes.text(fields.get("table"), "table"),
        sql(fields.get("query"), "query"),
        nodes.texts(fields.get("columns"), "columns"),
        sql(fields.get("where"), "where"),
        nodes.texts(fields.get("key"), "key"),
        partition(fields.get("partition"), fields.placeOf("partition")),
        watermark(fields.get("watermark"), fields.placeOf("watermark")),
        nodes.text(fields.get("deleted"), "deleted"),
        nodes.texts(fields.get("sensitive"), "sensitive"),
        lookups(fields.get("lookups"), fields.placeOf("lookups")));
  }

  private List<Lookup> lookups(@Nullable Node node, Place place) {
    List<Lookup> lookups = new ArrayList<>();
    if (node != null) {
      nodes
          .fields(node, place, "lookups", null)
          .forEach((name, each) -> lookups.add(lookup(name, each)));
    }
    return lookups;
  }

  private Lookup lookup(Text name, Node node) {
    Fields fields = nodes.fields(node, name.place(), "the lookup " + name, Section.LOOKUP);
    return new Lookup(
        name,
        nodes.textOrEmpty(fields.require("from"), name.place(), "from"),
        nodes.texts(fields.require("by"), "by"));
  }

  // Here and not in a rule of its own, since only here is known where in the text a name stands
  private @Nullable Text sql(@Nullable Node node, String what) {
    Text sql = nodes.text(node, what);
    if (sql == null || !(node instanceof ScalarNode scalar)) {
      return null;
    }
    SqlParameters found = SqlParameters.of(sql.text());
    for (int i = 0; i < found.names().size(); i++) {
      String name = found.names().get(i);
      if (!parameters.contains(name)) {
        nodes
            .issues()
            .error(
                "SPEC-026",
                nodes.places(scalar).at(found.offsets().get(i)),
                "the parameter :" + name + " is not declared",
                parameters.isEmpty()
                    ? "declare it under parameters"
                    : Nearest.hint(name, parameters, "parameters"));
      }
    }
    return sql;
  }

  private @Nullable Partition partition(@Nullable Node node, Place place) {
    if (node == null) {
      return null;
    }
    Fields fields = nodes.fields(node, place, "partition", Section.PARTITION);
    Text by = nodes.text(fields.require("by"), "by");
    Integer into =
        nodes.parsed(
            fields.require("into"), "into", "a number of ranges from 1 to 10000", Sources::ranges);
    return by == null ? null : new Partition(by, into == null ? 1 : into);
  }

  private static @Nullable Integer ranges(String text) {
    if (!text.matches("\\d{1,5}")) {
      return null;
    }
    int ranges = Integer.parseInt(text);
    return ranges >= 1 && ranges <= 10_000 ? ranges : null;
  }

  private @Nullable Watermark watermark(@Nullable Node node, Place place) {
    if (node == null) {
      return null;
    }
    if (node instanceof ScalarNode) {
      Text column = nodes.text(node, "watermark");
      return column == null ? null : new Watermark(column, Duration.ZERO);
    }
    Fields fields = nodes.fields(node, place, "watermark", Section.WATERMARK);
    Text column = nodes.text(fields.require("column"), "column");
    Duration lag = nodes.duration(fields.get("lag"), "lag");
    return column == null ? null : new Watermark(column, lag == null ? Duration.ZERO : lag);
  }
}
