package io.twinfeed.spec.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is added to CEL: overloads for its checker, bindings for its runtime. */
final class FunctionTable {
  private final Map<String, List<CelOverloadDecl>> declared = new LinkedHashMap<>();
  private final List<CelFunctionBinding> bound = new ArrayList<>();
  private final Map<String, List<CelFunctionBinding>> own = new LinkedHashMap<>();

  /** For an overload of a function that CEL has, too. */
  void add(String function, CelOverloadDecl overload, CelFunctionBinding binding) {
    declare(function, overload);
    bind(binding);
  }

  /** For a function that CEL lacks: where types are open, its values choose the overload. */
  void addOwn(String function, CelOverloadDecl overload, CelFunctionBinding binding) {
    declare(function, overload);
    own.computeIfAbsent(function, name -> new ArrayList<>()).add(binding);
  }

  /** For what is not strict about null, and so never reaches CEL's runtime. */
  void declare(String function, CelOverloadDecl overload) {
    declared.computeIfAbsent(function, name -> new ArrayList<>()).add(overload);
  }

  void bind(CelFunctionBinding binding) {
    bound.add(binding);
  }

  List<CelFunctionDecl> declarations() {
    return declared.entrySet().stream()
        .map(each -> CelFunctionDecl.newFunctionDeclaration(each.getKey(), each.getValue()))
        .toList();
  }

  List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> all = new ArrayList<>(bound);
    own.forEach((function, each) -> all.addAll(CelFunctionBinding.fromOverloads(function, each)));
    return all;
  }
}
