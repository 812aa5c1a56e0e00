package io.twinfeed.spec.expression;

import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import io.twinfeed.spec.ColumnType;
import io.twinfeed.spec.ParameterType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can name: columns, parameters, and the twin's id. Inside CEL each has a name
 * that nobody can write, so that a column may be called like anything.
 */
final class Variables {
  /** What a name that cannot be known yet stands for: a column of any type. */
  static final String ANY = "@any";

  static final String TWIN_ID = "@twinId";

  /** A column, with a type once that is known. */
  record Known(String name, @Nullable ColumnType type) {}

  private final @Nullable List<Known> columns;
  private final Map<String, ParameterType> parameters;
  private final Map<String, Object> values;

  /**
   * @param columns null if any name may be a column
   * @param values of the parameters; may lack some where nothing is evaluated
   */
  Variables(
      @Nullable List<Known> columns,
      Map<String, ParameterType> parameters,
      Map<String, Object> values) {
    this.columns = columns == null ? null : List.copyOf(columns);
    this.parameters = new LinkedHashMap<>(parameters);
    this.values = Map.copyOf(values);
  }

  boolean anyColumn() {
    return columns == null;
  }

  List<String> columnNames() {
    return columns == null ? List.of() : columns.stream().map(Known::name).toList();
  }

  Set<String> parameterNames() {
    return parameters.keySet();
  }

  /**
   * The columns that a name can mean: the one that is spelt so, else those that are but for upper
   * and lower case.
   */
  List<Integer> find(String name) {
    List<Integer> exact = new ArrayList<>();
    List<Integer> alike = new ArrayList<>();
    List<String> names = columnNames();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(name)) {
        exact.add(i);
      } else if (names.get(i).equalsIgnoreCase(name)) {
        alike.add(i);
      }
    }
    if (exact.isEmpty() && alike.isEmpty() && name.contains(".")) {
      int open = names.indexOf(name.substring(0, name.indexOf('.') + 1) + Expressions.ANY_COLUMN);
      return open < 0 ? List.of() : List.of(open);
    }
    return exact.isEmpty() ? alike : exact;
  }

  /** Whether columns are called by this name, a dot and their own. */
  boolean isLookup(String name) {
    return columnNames().stream().anyMatch(column -> column.startsWith(name + "."));
  }

  @Nullable ColumnType type(int column) {
    return columns == null ? null : columns.get(column).type();
  }

  static String column(int index) {
    return "@column" + index;
  }

  static String parameter(String name) {
    return "@parameter:" + name;
  }

  List<CelVarDecl> declarations() {
    List<CelVarDecl> declared = new ArrayList<>();
    for (int i = 0; columns != null && i < columns.size(); i++) {
      ColumnType type = columns.get(i).type();
      CelType known = type == null ? SimpleType.DYN : CelTypes.of(type);
      declared.add(CelVarDecl.newVarDeclaration(column(i), known));
    }
    parameters.forEach(
        (name, type) ->
            declared.add(CelVarDecl.newVarDeclaration(parameter(name), CelTypes.of(type))));
    declared.add(CelVarDecl.newVarDeclaration(TWIN_ID, SimpleType.STRING));
    declared.add(CelVarDecl.newVarDeclaration(ANY, SimpleType.DYN));
    return declared;
  }

  /** What reads a variable by its name inside CEL; null for one of a macro. */
  @Nullable Node node(String variable) {
    if (variable.equals(TWIN_ID)) {
      return new Node.TwinId();
    }
    if (variable.startsWith("@column")) {
      return new Node.Column(Integer.parseInt(variable.substring("@column".length())));
    }
    if (variable.startsWith("@parameter:")) {
      String name = variable.substring("@parameter:".length());
      return new Node.Constant(values.getOrDefault(name, NullValue.NULL_VALUE));
    }
    // Only checked, never evaluated: the columns are not known
    return variable.equals(ANY) ? new Node.Constant(NullValue.NULL_VALUE) : null;
  }
}
