package io.twinfeed.snapshot;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;

/** Lists the files of a snapshot. */
final class ListFn extends DoFn<String, String> {
  private static final long serialVersionUID = 1;

  private final Snapshot snapshot;

  ListFn(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  @ProcessElement
  public void list(OutputReceiver<String> out) {
    try {
      if (snapshot.manifest() != null) {
        snapshot.manifest().parts().forEach(part -> out.output(part.name()));
      }
      snapshot.intents().forEach(out::output);
    } catch (IOException e) {
      throw snapshot.folder().unreadable(String.valueOf(e.getMessage()), e);
    }
  }
}
