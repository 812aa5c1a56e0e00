package io.twinfeed.local.query;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Held;
import io.twinfeed.local.store.Refused;
import io.twinfeed.local.store.View;
import io.twinfeed.twin.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * A query that is known to be well-formed; immutable. Rows come in the order of ids, so that a page
 * begins after the last row of the one before, whatever was written in between.
 */
public final class Query {
  /** The longest text, in characters (adt-service.md §2.1). */
  public static final int LONGEST = 8_000;

  /** The longest time for a page (adt-service.md §1.8). */
  public static final Duration LONGEST_RUN = Duration.ofSeconds(60);

  private final Plan plan;

  private Query(Plan plan) {
    this.plan = plan;
  }

  /**
   * Where a page ended.
   *
   * @param last the ids that name the last row: a twin's, or those of a source twin and of its
   *     relationship
   * @param rows how many rows came so far
   */
  public record Cursor(List<String> last, int rows) {
    public Cursor {
      last = List.copyOf(last);
    }
  }

  /**
   * Some of a result.
   *
   * @param next where the next page begins; null on the last one
   */
  public record Result(List<Row> rows, @Nullable Cursor next) {
    public Result {
      rows = List.copyOf(rows);
    }
  }

  /**
   * @throws Refused with {@link Code#SQL_QUERY_ERROR}, naming line and position
   */
  public static Query parse(String text) {
    if (text.length() > LONGEST) {
      throw refused(
          1, 0, "the query has " + text.length() + " characters; at most " + LONGEST + ".");
    }
    TwinQueryLexer lexer = new TwinQueryLexer(CharStreams.fromString(text));
    CommonTokenStream tokens = Syntax.tokens(lexer, Query::refused);
    refuseMatch(tokens);
    TwinQueryParser parser = Syntax.strict(new TwinQueryParser(tokens), Query::refused);
    return new Query(Compiler.compile(parser.query()));
  }

  /**
   * Runs it, or goes on with it.
   *
   * @param after where the page before ended; null for the first page
   * @throws Refused with {@link Code#BAD_REQUEST} for a cursor of another kind of query, and with
   *     {@link Code#TIMEOUT_ERROR} if it takes longer than {@link #LONGEST_RUN}
   */
  public Result run(View view, @Nullable Cursor after, int size, InstantSource clock) {
    if (after != null && after.last().size() != plan.position()) {
      throw new Refused(Code.BAD_REQUEST, "The continuation token is of another query.");
    }
    TimeLimit limit = new TimeLimit(clock, LONGEST_RUN);
    if (plan.output() == Plan.Output.COUNT) {
      long count = matching(view, null, limit).count();
      return new Result(
          List.of(new Row.Columns(Map.of("COUNT", new Row.Plain(Value.Num.of(count))))), null);
    }
    int before = after == null ? 0 : after.rows();
    int wanted = Math.min(size, plan.top() - before);
    List<List<Held>> found = new ArrayList<>();
    if (wanted > 0) {
      Iterator<List<Held>> matching = matching(view, after, limit).iterator();
      while (found.size() < wanted && matching.hasNext()) {
        found.add(matching.next());
      }
      int rows = before + found.size();
      if (rows < plan.top() && matching.hasNext()) {
        List<Held> last = found.get(found.size() - 1);
        return new Result(
            found.stream().map(this::row).toList(), new Cursor(Source.position(last), rows));
      }
    }
    return new Result(found.stream().map(this::row).toList(), null);
  }

  private Stream<List<Held>> matching(View view, @Nullable Cursor after, TimeLimit limit) {
    Stream<List<Held>> all =
        new Source(view, limit).rows(plan, after == null ? null : after.last());
    Condition where = plan.where();
    return where == null
        ? all
        : all.filter(row -> where.test(new Scope(view.models(), row)) == Truth.YES);
  }

  private Row row(List<Held> bound) {
    if (plan.columns().isEmpty()) {
      return new Row.Whole(bound.get(0));
    }
    Map<String, Row.Cell> cells = new LinkedHashMap<>();
    for (Plan.Column column : plan.columns()) {
      List<String> path = column.value().path();
      Held held = bound.get(column.value().slot());
      if (path.isEmpty()) {
        cells.put(column.name(), new Row.Element(held));
      } else {
        Value value = held.at(path);
        if (value != null) {
          cells.put(column.name(), new Row.Plain(value));
        }
      }
    }
    return new Row.Columns(cells);
  }

  // A reserved word: as the name of a property it would stand in brackets.
  private static void refuseMatch(CommonTokenStream tokens) {
    for (Token token : tokens.getTokens()) {
      if (token.getType() == TwinQueryLexer.MATCH) {
        throw refused(token, "the local service does not know MATCH; use JOIN for one hop.");
      }
    }
  }

  static Refused refused(Token at, String message) {
    return refused(at.getLine(), at.getCharPositionInLine(), message);
  }

  private static Refused refused(int line, int position, String message) {
    return new Refused(
        Code.SQL_QUERY_ERROR,
        "SQL query parse failed: SQL Parser Error, Line=%d, Position=%d, Message=%s See samples in https://aka.ms/adtv2query for the correct syntax."
            .formatted(line, position, message));
  }
}
