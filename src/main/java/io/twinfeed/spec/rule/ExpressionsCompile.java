package io.twinfeed.spec.rule;

import io.twinfeed.issue.Issues;
import io.twinfeed.spec.expression.Expressions;

/**
 * Every expression compiles: over columns with their types where these are known, else over their
 * names, else over anything. The issues have codes of their own.
 */
final class ExpressionsCompile implements SpecRule {
  @Override
  public String code() {
    return "EXPR";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    for (Templates.Use use : Templates.of(subject.spec())) {
      Expressions expressions = subject.expressions(use.from());
      if (expressions == null) {
        continue;
      }
      switch (use.role()) {
        case ID -> expressions.resultTypeWithoutTwin(use.template(), issues);
        case CONDITION -> expressions.compileCondition(use.template(), issues);
        case VALUE -> expressions.resultType(use.template(), issues);
      }
    }
  }
}
