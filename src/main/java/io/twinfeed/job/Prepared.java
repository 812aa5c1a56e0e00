package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.snapshot.Snapshot;
import io.twinfeed.spec.PipelineSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pipeline that can run: the file is checked, the databases have said what their columns are, and
 * the service has the models.
 *
 * @param parameters typed values by name
 * @param queries how to read each source, by its name
 * @param snapshot what the last run has left
 * @param believes whether what is on record counts as what is there
 */
record Prepared(
    PipelineSpec spec,
    ModelSet models,
    Map<String, Object> parameters,
    Map<String, SourceQuery> queries,
    Snapshot snapshot,
    boolean believes) {

  Prepared {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
  }
}
