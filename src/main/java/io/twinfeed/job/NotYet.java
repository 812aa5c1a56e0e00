package io.twinfeed.job;

import io.twinfeed.spec.PipelineSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file may ask for and this version does not do. A user who has set a guard must not believe
 * that it guards.
 */
final class NotYet {
  private NotYet() {}

  /** One warning for each thing that the file asks for in vain. */
  static List<String> warnings(PipelineSpec spec) {
    List<String> warnings = new ArrayList<>();
    if (!spec.target().limits().perSecond().isEmpty() || spec.target().limits().share() < 1) {
      warnings.add("limits: are not enforced in this version: throttled calls are repeated");
    }
    return warnings;
  }
}
