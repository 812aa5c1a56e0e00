package io.twinfeed.write;

import io.twinfeed.plan.Change;
import io.twinfeed.plan.Plan;
import org.apache.beam.sdk.values.PCollection;

/** What is to be written, by the phase in which it is. */
public record Due(
    PCollection<Change.Batch> twins,
    PCollection<Change.Batch> links,
    PCollection<Change.Batch> deletes,
    PCollection<Change.Batch> leaving) {

  public static Due of(Plan plan) {
    return new Due(plan.twins(), plan.links(), plan.deletes(), plan.leaving());
  }
}
