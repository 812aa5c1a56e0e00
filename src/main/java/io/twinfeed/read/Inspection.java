package io.twinfeed.read;

import io.twinfeed.issue.Issues;
import io.twinfeed.issue.Place;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.spec.Column;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Reference;
import io.twinfeed.spec.Source;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Asks every database what it knows of the sources of a file: columns, keys, numbers of rows,
 * ranges. What fails for one connection or source is an issue, and the others are asked all the
 * same. No row is read, save what the bounds of ranges take.
 */
public final class Inspection {
  private static final int VALID_SECONDS = 5;

  private final PipelineSpec spec;
  private final Issues issues;
  private final SourceInspection sources;
  private final Map<String, SourceReport> reports = new LinkedHashMap<>();
  private final Map<String, List<Column>> columns = new LinkedHashMap<>();

  private Inspection(PipelineSpec spec, Map<String, Object> parameters, Issues issues) {
    this.spec = spec;
    this.issues = issues;
    this.sources = new SourceInspection(new SourceProbe(parameters));
  }

  /**
   * What was found.
   *
   * @param reports one for each source, in the order of the file
   * @param columns typed, by source; without those of sources that were not reached, or that lack a
   *     column
   */
  public record Found(List<SourceReport> reports, Map<String, List<Column>> columns) {
    public Found {
      reports = List.copyOf(reports);
      columns = Map.copyOf(columns);
    }
  }

  /**
   * @param parameters the values of the parameters that SQL may name
   * @param issues takes what is wrong: SOURCE- codes where a database could not answer
   */
  public static Found of(PipelineSpec spec, Map<String, Object> parameters, Issues issues) {
    Inspection inspection = new Inspection(spec, parameters, issues);
    spec.connections().values().forEach(inspection::ask);
    List<SourceReport> inOrder = new ArrayList<>();
    for (Source source : spec.sources().values()) {
      SourceReport report = inspection.reports.get(source.name().text());
      inOrder.add(report == null ? SourceReport.unknown(source, null) : report);
    }
    return new Found(inOrder, inspection.withLookups());
  }

  // A source that looks up one whose columns are not known is checked by names alone
  private Map<String, List<Column>> withLookups() {
    Map<String, List<Column>> all = new LinkedHashMap<>();
    for (Source source : spec.sources().values()) {
      List<Column> own = columns.get(source.name().text());
      boolean known =
          source.lookups().stream().allMatch(each -> columns.containsKey(each.from().text()));
      if (own != null && known) {
        List<Column> together = new ArrayList<>(own);
        for (Source.Lookup lookup : source.lookups()) {
          columns
              .getOrDefault(lookup.from().text(), List.of())
              .forEach(
                  theirs -> together.add(new Column(lookup.column(theirs.name()), theirs.type())));
        }
        all.put(source.name().text(), together);
      }
    }
    return all;
  }

  private void ask(Connection connection) {
    List<Source> itsSources =
        spec.sources().values().stream()
            .filter(source -> source.connection().text().equals(connection.name().text()))
            .toList();
    if (itsSources.isEmpty() || !resolves(connection)) {
      return;
    }
    try (var database = Databases.open(connection)) {
      database.setReadOnly(true);
      var about = database.getMetaData();
      String product =
          about.getDatabaseProductName()
              + " "
              + about.getDatabaseProductVersion().strip().replaceFirst(" .*$", "");
      for (Source source : itsSources) {
        SourceInspection.Answer answer = sources.of(database, product, connection, source);
        if (!answer.isReached() && !database.isValid(VALID_SECONDS)) {
          lost(connection, source);
          return;
        }
        reports.put(source.name().text(), answer.report());
        if (!answer.columns().isEmpty()) {
          columns.put(source.name().text(), answer.columns());
        }
        answer.issues().forEach(issues::add);
      }
    } catch (SQLException e) {
      TwinfeedException why = Databases.unavailable(connection, e);
      issues.error(
          "SOURCE-001", place(connection, e), String.valueOf(why.getMessage()), why.hint());
    }
  }

  private void lost(Connection connection, Source source) {
    issues.error(
        "SOURCE-001",
        connection.url().place(),
        "connection %s: it was lost while the source %s was asked"
            .formatted(connection.name(), source.name()),
        "run it again; if it happens again, look into the database's log");
  }

  // Each reference by itself, so that all that do not resolve are told
  private boolean resolves(Connection connection) {
    boolean all = true;
    List<Reference> references = new ArrayList<>(List.of(connection.url()));
    if (connection.username() != null) {
      references.add(connection.username());
    }
    if (connection.password() != null) {
      references.add(connection.password());
    }
    for (Reference reference : references) {
      try {
        reference.resolve();
      } catch (TwinfeedException e) {
        all = false;
        String message = String.valueOf(e.getMessage()).replace(reference.place() + ": ", "");
        issues.error("SPEC-028", reference.place(), message, e.hint());
      }
    }
    return all;
  }

  // 28: the user name or the password was refused
  private static Place place(Connection connection, SQLException e) {
    boolean refused = Objects.requireNonNullElse(e.getSQLState(), "").startsWith("28");
    return refused && connection.username() != null
        ? connection.username().place()
        : connection.url().place();
  }
}
