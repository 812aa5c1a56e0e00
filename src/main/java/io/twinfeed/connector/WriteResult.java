package io.twinfeed.connector;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What became of mutations: each is in one of two collections, once, with the time and in the
 * window in which it came.
 */
public final class WriteResult implements POutput {
  static final TupleTag<WriteSuccess> SUCCESSES = new TupleTag<>("successes");
  static final TupleTag<WriteFailure> FAILURES = new TupleTag<>("failures");

  private final PCollection<WriteSuccess> successes;
  private final PCollection<WriteFailure> failures;

  WriteResult(PCollection<WriteSuccess> successes, PCollection<WriteFailure> failures) {
    this.successes = successes;
    this.failures = failures;
  }

  /** Those that were carried out; also what a later write waits for. */
  public PCollection<WriteSuccess> successes() {
    return successes;
  }

  /** Those that were refused. */
  public PCollection<WriteFailure> failures() {
    return failures;
  }

  @Override
  public Pipeline getPipeline() {
    return successes.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(SUCCESSES, successes, FAILURES, failures);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
