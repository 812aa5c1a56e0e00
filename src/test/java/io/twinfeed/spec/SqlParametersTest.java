package io.twinfeed.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParametersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ':a'",
        "SELECT 'it''s :a'",
        "SELECT E'it\\'s :a'",
        "SELECT q'[it's :a]'",
        "SELECT \":a\"",
        "SELECT `:a`",
        "SELECT [:a]",
        "SELECT 1 -- :a",
        "SELECT /* :a /* :b */ :c */ 1",
        "SELECT $$ :a $$",
        "SELECT $x$ :a $$ :b $x$",
        "SELECT b::a",
        "SELECT b ::: a",
        "SET @x := 1",
        "SELECT a[1:2]",
        "SELECT ':a",
        "SELECT /* :a",
        "SELECT 12:30",
        "a:",
      })
  void finds_no_parameter_in(String sql) {
    assertThat(SqlParameters.of(sql)).isEqualTo(new SqlParameters(sql, List.of(), List.of()));
  }

  @Test
  void finds_parameters_in_their_order() {
    assertThat(SqlParameters.of("(:plant = 'all' OR plant = :plant) AND x>:min_1::int"))
        .isEqualTo(
            new SqlParameters(
                "(? = 'all' OR plant = ?) AND x>?::int",
                List.of("plant", "plant", "min_1"),
                List.of(1, 27, 41)));
  }

  @Test
  void goes_on_behind_what_it_skips() {
    assertThat(
            SqlParameters.of(
                    "SELECT ':x', \"a:b\", $$:y$$, a$b$c, [n:m], arr[:i] -- :z\nFROM t /*:w*/ WHERE"
                        + " a=:a AND e'\\'' = :b AND q'{'}' = :c")
                .names())
        .containsExactly("i", "a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ';' FROM a",
        "SELECT ';' FROM a;",
        "SELECT ';' FROM a ; ;\n",
        "SELECT ';' FROM a -- all of them; really",
        "SELECT ';' FROM a; -- all of them",
        "SELECT ';' FROM a /* ; */ ; /* end */",
      })
  void a_statement_ends_before_semicolons_and_comments(String sql) {
    assertThat(SqlParameters.withoutEnd(sql)).isEqualTo("SELECT ';' FROM a");
  }

  @Test
  void what_stands_inside_a_statement_stays() {
    String sql = "SELECT a -- one;\n, /* two; */ b FROM \"c;\"";
    assertThat(SqlParameters.withoutEnd(sql)).isEqualTo(sql);
    assertThat(SqlParameters.withoutEnd(" -- nothing")).isEmpty();
  }
}
