package io.twinfeed.spec.rule;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.issue.Issues;
import io.twinfeed.spec.Nearest;
import io.twinfeed.spec.Text;
import io.twinfeed.spec.TwinRule;

/** The model of a rule is among those of the target. */
final class ModelsExist implements SpecRule {
  @Override
  public String code() {
    return "SPEC-031";
  }

  @Override
  public void check(Subject subject, Issues issues) {
    ModelSet models = subject.models();
    if (models == null) {
      return;
    }
    for (TwinRule rule : subject.spec().twins()) {
      Text model = rule.model();
      if (!model.text().isEmpty() && models.find(model.text()).isEmpty()) {
        issues.error(
            code(),
            model.place(),
            "there is no model %s in %s".formatted(model, subject.spec().target().models()),
            Nearest.hint(model.text(), models.interfaces().keySet(), "models"));
      }
    }
  }
}
