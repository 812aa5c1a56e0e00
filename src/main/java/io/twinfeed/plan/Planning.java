package io.twinfeed.plan;

import io.twinfeed.adt.TwinStore;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.pace.Pace;
import io.twinfeed.spec.Sync.Mode;
import java.util.List;

/**
 * Reads what has to be known of the graph for some drafts, and decides what is to be done. Built
 * once per worker; not for several threads.
 */
public final class Planning {
  private final Planner planner;
  private final LiveGraph graph;

  /**
   * @param pace that of the store
   * @param run when this run began, in milliseconds since 1970
   */
  public Planning(TwinStore store, Pace pace, ModelSet models, Mode mode, Basis basis, long run) {
    this.planner = new Planner(models, mode, basis, run);
    this.graph = new LiveGraph(store, planner, pace);
  }

  /**
   * @throws io.twinfeed.issue.TwinfeedException of kind SERVICE if the graph can't be read
   */
  public Decisions plan(List<TwinDraft> drafts) {
    return plan(drafts, (draft, live, into) -> {});
  }

  /** Told of each draft once it is decided. */
  interface Listener {
    void decided(TwinDraft draft, Live live, Decisions into);
  }

  Decisions plan(List<TwinDraft> drafts, Listener listener) {
    Decisions decisions = new Decisions();
    List<Live> live = graph.of(drafts);
    for (int i = 0; i < live.size(); i++) {
      planner.plan(drafts.get(i), live.get(i), decisions);
      listener.decided(drafts.get(i), live.get(i), decisions);
    }
    return decisions;
  }
}
