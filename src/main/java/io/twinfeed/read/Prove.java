package io.twinfeed.read;

import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.spec.Connection;
import io.twinfeed.spec.Reference;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Finds out whether every worker finds every password, and lets reading begin only then. A run
 * fails with an exception of kind SPEC that names the worker and the reference.
 */
public final class Prove extends PTransform<PBegin, PCollection<Integer>> {
  private static final long serialVersionUID = 1;
  // Keys are shared out by their hash. So many for each slot leave out none, but once in 10^27 jobs
  private static final int KEYS_PER_SLOT = 64;

  private final List<Reference> secrets;
  private final int slots;

  private Prove(List<Reference> secrets, int slots) {
    super("Find secrets");
    this.secrets = secrets;
    this.slots = slots;
  }

  /**
   * @param queries of the sources that are to be read
   * @param slots how many tasks the cluster has for this job
   */
  public static Prove inAll(Iterable<SourceQuery> queries, int slots) {
    List<Reference> secrets = new ArrayList<>();
    for (SourceQuery query : queries) {
      Connection connection = query.connection();
      if (connection.password() != null && !secrets.contains(connection.password())) {
        secrets.add(connection.password());
      }
    }
    return new Prove(secrets, slots);
  }

  @Override
  public PCollection<Integer> expand(PBegin begin) {
    return begin
        .apply("Begin", Create.of(0))
        .apply("To every worker", ParDo.of(new SpreadFn(slots * KEYS_PER_SLOT)))
        .apply("In every worker", GroupByKey.create())
        .apply("Find", ParDo.of(new FindFn(List.copyOf(secrets))))
        .apply("In all workers", GroupByKey.create())
        .apply("Begin to read", ParDo.of(new BeginFn()));
  }

  private static final class SpreadFn extends DoFn<Integer, KV<Integer, Integer>> {
    private static final long serialVersionUID = 1;
    private final int keys;

    private SpreadFn(int keys) {
      this.keys = keys;
    }

    @ProcessElement
    public void spread(OutputReceiver<KV<Integer, Integer>> out) {
      for (int key = 0; key < keys; key++) {
        out.output(KV.of(key, 0));
      }
    }
  }

  private static final class FindFn
      extends DoFn<KV<Integer, Iterable<Integer>>, KV<Integer, Integer>> {
    private static final long serialVersionUID = 1;
    private final List<Reference> secrets;

    private FindFn(List<Reference> secrets) {
      this.secrets = secrets;
    }

    @ProcessElement
    public void find(OutputReceiver<KV<Integer, Integer>> out) {
      for (Reference secret : secrets) {
        try {
          secret.resolve();
        } catch (TwinfeedException e) {
          throw new TwinfeedException(
              e.kind(),
              "the worker on %s (process %d) can't find a secret: %s"
                  .formatted(host(), ProcessHandle.current().pid(), e.getMessage()),
              "give it to all workers: as a variable in their environment, or as a file",
              e);
        }
      }
      out.output(KV.of(0, 0));
    }

    private static String host() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "an unknown host";
      }
    }
  }

  private static final class BeginFn extends DoFn<KV<Integer, Iterable<Integer>>, Integer> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void begin(OutputReceiver<Integer> out) {
      out.output(0);
    }
  }
}
