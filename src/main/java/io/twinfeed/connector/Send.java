package io.twinfeed.connector;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.apache.beam.sdk.values.ValueInSingleWindow;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.joda.time.Duration;

/**
 * Brings elements together into batches, and writes them. One worker writes all of them: the limits
 * are those of the service and not of a worker, so that this alone keeps them exactly on any
 * runner, never splits the budget of a hub, and one worker sends more than any service of Azure
 * takes. Batches are made across windows, so that they fill, no element is too late, and windows
 * that merge are none of our business; each element carries its window and gets it back.
 */
final class Send<T, S, F> extends PTransform<PCollection<T>, PCollectionTuple> {
  private static final long serialVersionUID = 1;
  // At the limits of Azure, about a second's work
  private static final int BATCH = 500;
  private static final Duration LONGEST_WAIT = Duration.standardSeconds(1);

  private final Connection connection;
  private final Form<T, S, F> form;
  private final Coder<T> coder;
  private final TupleTag<S> successes;
  private final TupleTag<F> failures;

  Send(
      Connection connection,
      Form<T, S, F> form,
      Coder<T> coder,
      TupleTag<S> successes,
      TupleTag<F> failures) {
    this.connection = connection;
    this.form = form;
    this.coder = coder;
    this.successes = successes;
    this.failures = failures;
  }

  @Override
  public PCollectionTuple expand(PCollection<T> elements) {
    WindowingStrategy<?, ?> windowing = elements.getWindowingStrategy();
    Coder<ValueInSingleWindow<T>> kept =
        ValueInSingleWindow.Coder.of(coder, windowing.getWindowFn().windowCoder());
    PCollectionTuple outcomes =
        elements
            .apply(
                "To one writer", WithKeys.<Integer, T>of(0).withKeyType(TypeDescriptors.integers()))
            .setCoder(KvCoder.of(VarIntCoder.of(), coder))
            .apply("Keep windows", Reify.windowsInValue())
            .setCoder(KvCoder.of(VarIntCoder.of(), kept))
            .apply(
                "Across windows",
                Window.<KV<Integer, ValueInSingleWindow<T>>>into(new GlobalWindows())
                    .triggering(DefaultTrigger.of())
                    .discardingFiredPanes()
                    .withAllowedLateness(Duration.ZERO))
            .apply("Batch", ParDo.of(new BatchFn<>(BATCH, longestWait(elements), kept)))
            .setCoder(ListCoder.of(kept))
            .apply(
                "Send",
                ParDo.of(new SendFn<>(connection, form, successes, failures))
                    .withOutputTags(successes, TupleTagList.of(failures)));
    // What goes out stands in the windows of what came in
    outcomes.get(successes).setWindowingStrategyInternal(windowing);
    outcomes.get(failures).setWindowingStrategyInternal(windowing);
    return outcomes;
  }

  private static Duration longestWait(PCollection<?> elements) {
    return elements.isBounded() == IsBounded.BOUNDED ? Duration.ZERO : LONGEST_WAIT;
  }
}
