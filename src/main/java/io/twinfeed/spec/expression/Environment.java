package io.twinfeed.spec.expression;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * CEL as the pipeline file has it: its standard library without the functions that give up static
 * types, the strings and math extensions, decimals, {@code coalesce} and {@code id}, and what jars
 * on the class path add.
 */
final class Environment {
  private static final int MOST_ID_PARTS = 16;

  /** What jars on the class path add. */
  static final AddedFunctions ADDED = AddedFunctions.load();

  private static final FunctionTable TABLE = table();

  /** The functions that an expression can call, for hints. */
  static final Set<String> FUNCTIONS = functions();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder()
          .addLibraries(CelExtensions.strings(), CelExtensions.math())
          .addFunctionBindings(TABLE.bindings())
          .build();

  private Environment() {}

  static CelRuntime runtime() {
    return RUNTIME;
  }

  static CelCompiler compiler(Variables variables) {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setStandardEnvironmentEnabled(false)
        .setStandardDeclarations(
            CelStandardDeclarations.newBuilder()
                .excludeFunctions(StandardFunction.DYN, StandardFunction.TYPE)
                .build())
        .setStandardMacros(
            CelStandardMacro.ALL,
            CelStandardMacro.EXISTS,
            CelStandardMacro.EXISTS_ONE,
            CelStandardMacro.MAP,
            CelStandardMacro.MAP_FILTER,
            CelStandardMacro.FILTER)
        .addLibraries(CelExtensions.strings(), CelExtensions.math())
        .addFunctionDeclarations(TABLE.declarations())
        .addVarDeclarations(variables.declarations())
        .build();
  }

  private static FunctionTable table() {
    FunctionTable table = new FunctionTable();
    NumberFunctions.addTo(table);
    ADDED.addTo(table);
    TypeParamType any = TypeParamType.create("A");
    table.declare(Names.NONE, CelOverloadDecl.newGlobalOverload("twinfeed_none", any));
    for (String function : List.of(Names.WHEN, Names.UNLESS)) {
      table.declare(
          function,
          CelOverloadDecl.newGlobalOverload("twinfeed_" + function, any, SimpleType.BOOL, any));
    }
    addChoice(table);
    List<CelType> parts = new ArrayList<>();
    for (int count = 1; count <= MOST_ID_PARTS; count++) {
      parts.add(TypeParamType.create("P" + count));
      String id = "twinfeed_id_" + count;
      table.addOwn(
          "id",
          CelOverloadDecl.newGlobalOverload(id, SimpleType.STRING, List.copyOf(parts)),
          CelFunctionBinding.from(id, Collections.nCopies(count, Object.class), EscapedId::of));
    }
    return table;
  }

  // An int beside a decimal or a double takes that type
  private static void addChoice(FunctionTable table) {
    for (CelType wide : List.of(CelTypes.DECIMAL, SimpleType.DOUBLE)) {
      String id = "twinfeed_choice_" + wide.name();
      table.declare(
          "_?_:_",
          CelOverloadDecl.newGlobalOverload(
              id + "_int", wide, SimpleType.BOOL, wide, SimpleType.INT));
      table.declare(
          "_?_:_",
          CelOverloadDecl.newGlobalOverload(
              "int_" + id, wide, SimpleType.BOOL, SimpleType.INT, wide));
    }
  }

  private static Set<String> functions() {
    Set<String> names =
        new TreeSet<>(Set.of(Names.COALESCE, "all", "exists", "exists_one", "map", "filter"));
    for (StandardFunction each : StandardFunction.values()) {
      names.add(each.functionDecl().name());
    }
    List<CelFunctionDecl> added = new ArrayList<>(TABLE.declarations());
    added.addAll(CelExtensions.strings().functions());
    added.forEach(each -> names.add(each.name()));
    names.removeIf(name -> !Character.isLetter(name.charAt(0)) || name.contains("@"));
    names.removeAll(Set.of("dyn", "type"));
    return Collections.unmodifiableSet(names);
  }
}
