package io.twinfeed.shape;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.RawUnionValue;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Gives each element of the shaping the output that it was made for. */
final class TakeApartFn extends DoFn<RawUnionValue, KV<Integer, byte[]>> {
  private static final long serialVersionUID = 1;

  static <T> RawUnionValue as(TupleTag<T> output, T element) {
    return new RawUnionValue(Shape.OUTPUTS.indexOf(output), element);
  }

  @ProcessElement
  @SuppressWarnings("unchecked") // an element was made for its output
  public void take(@Element RawUnionValue either, MultiOutputReceiver out) {
    TupleTag<Object> output = (TupleTag<Object>) Shape.OUTPUTS.get(either.getUnionTag());
    out.get(output).output(either.getValue());
  }
}
