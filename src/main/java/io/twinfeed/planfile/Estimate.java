package io.twinfeed.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Operation;
import io.twinfeed.plan.Change;
import io.twinfeed.plan.Step;
import io.twinfeed.plan.Step.Kind;
import io.twinfeed.twin.Relationship;
import io.twinfeed.twin.TwinId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many calls a run of a plan makes, and how long it takes at least. Its phases come one after
 * the other; within one, each class of calls has a budget of its own, and so has each twin, for its
 * own writes and for those of the relationships that start or end at it. Adopted twins and repeated
 * calls come on top.
 *
 * @param calls by class; the reads are those that planning took
 * @param seconds at the limits
 * @param slowest what takes the longest; null if nothing is limited
 */
public record Estimate(Map<Operation, Long> calls, double seconds, @Nullable Slowest slowest) {

  /**
   * What a phase waits for: a class of calls, or one twin.
   *
   * @param hub null for a class
   */
  public record Slowest(
      Operation operation, @Nullable TwinId hub, long count, double perSecond, double seconds) {}

  public Estimate {
    calls = Map.copyOf(calls);
  }

  public long total() {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Of a class of calls. */
  public long of(Operation operation) {
    return calls.getOrDefault(operation, 0L);
  }

  /** Goes through a whole plan. */
  public static Estimate of(PlanFile plan, Limits limits) {
    Adding adding = new Adding(limits);
    adding.add(Operation.READ, plan.counts().of("calls.total"));
    adding.endPhase();
    plan.each(adding);
    adding.endPhase();
    return new Estimate(adding.all, adding.seconds, adding.slowest);
  }

  private static final class Adding implements PlanFile.Reader {
    private final Limits limits;
    private final Map<Operation, Long> all = new EnumMap<>(Operation.class);
    private final Map<Operation, Long> calls = new EnumMap<>(Operation.class);
    private final Map<TwinId, Long> twins = new HashMap<>();
    private int phase;
    private double seconds;
    private @Nullable Slowest slowest;

    Adding(Limits limits) {
      this.limits = limits;
    }

    @Override
    public void step(Step step) {
      int next = phase(step.kind());
      if (next != phase) {
        endPhase();
        phase = next;
      }
      Change change = step.planned().change();
      if (change instanceof Change.CreateLink create) {
        write(Operation.CREATE_DELETE, change.twin(), create.link().target());
        for (Relationship old : create.instead()) {
          write(Operation.CREATE_DELETE, change.twin(), old.target());
        }
      } else if (change instanceof Change.PatchLink patch) {
        write(Operation.PATCH, change.twin(), patch.link().target());
      } else if (change instanceof Change.DeleteLink delete) {
        write(Operation.CREATE_DELETE, change.twin(), delete.link().target());
      } else if (change instanceof Change.DeleteTwin) {
        add(Operation.READ, 1);
        write(Operation.CREATE_DELETE, change.twin());
      } else {
        write(
            step.kind() == Kind.CREATE_TWIN ? Operation.CREATE_DELETE : Operation.PATCH,
            change.twin());
      }
    }

    @Override
    public void reject(JsonNode line) {}

    private static int phase(Kind kind) {
      return switch (kind) {
        case CREATE_TWIN, CHANGE_TWIN, RELEASE_TWIN -> 0;
        case CREATE_LINK, RETARGET_LINK, CHANGE_LINK -> 1;
        case DELETE_LINK -> 2;
        case DELETE_TWIN -> 3;
      };
    }

    private void write(Operation operation, TwinId... ends) {
      add(operation, 1);
      for (TwinId end : ends) {
        twins.merge(end, 1L, Long::sum);
      }
    }

    void add(Operation operation, long count) {
      all.merge(operation, count, Long::sum);
      calls.merge(operation, count, Long::sum);
    }

    void endPhase() {
      Slowest longest = null;
      for (Map.Entry<Operation, Long> each : calls.entrySet()) {
        longest = longer(longest, each.getKey(), null, each.getValue());
      }
      for (Map.Entry<TwinId, Long> each : twins.entrySet()) {
        // One that fits into the first second is no hub
        if (limits.perTwin() != null && each.getValue() > limits.perTwin()) {
          longest = longer(longest, Operation.CREATE_DELETE, each.getKey(), each.getValue());
        }
      }
      if (longest != null) {
        seconds += longest.seconds();
        slowest = slowest == null || longest.seconds() > slowest.seconds() ? longest : slowest;
      }
      calls.clear();
      twins.clear();
    }

    // Of hubs that take equally long the first by id, so that every plan of the same says the same
    private @Nullable Slowest longer(
        @Nullable Slowest than, Operation operation, @Nullable TwinId hub, long count) {
      Double rate = hub == null ? limits.perSecond().get(operation) : limits.perTwin();
      if (rate == null || count == 0) {
        return than;
      }
      Slowest next = new Slowest(operation, hub, count, rate, count / rate);
      boolean isLonger =
          than == null
              || next.seconds() > than.seconds()
              || (next.seconds() == than.seconds()
                  && hub != null
                  && than.hub() != null
                  && hub.compareTo(than.hub()) < 0);
      return isLonger ? next : than;
    }
  }
}
