package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.plan.Basis;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.RuleChoice;
import io.twinfeed.spec.Sync;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pipeline that can run: the file is checked, the databases have said what their columns are, and
 * the service has the models.
 *
 * @param parameters typed values by name
 * @param reading how much of each source is read
 * @param rescoped sources of which other rows are asked for than before: nothing may be deleted;
 *     empty if that is meant
 * @param snapshot what the last run has left
 * @param choice the rules that are followed
 * @param believes whether what is on record counts as what is there
 */
record Prepared(
    PipelineSpec spec,
    ModelSet models,
    Map<String, Object> parameters,
    Reading reading,
    List<String> rescoped,
    Snapshot snapshot,
    RuleChoice choice,
    boolean believes) {

  Prepared {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    rescoped = List.copyOf(rescoped);
  }

  /** What the rows are held against. */
  Basis basis() {
    if (!believes) {
      return Basis.GRAPH;
    }
    return spec.sync().compare() == Sync.Compare.NONE ? Basis.NOTHING : Basis.RECORD;
  }
}
