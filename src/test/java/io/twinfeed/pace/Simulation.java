package io.twinfeed.pace;

import io.twinfeed.local.limit.Limits;
import io.twinfeed.local.limit.RateClass;
import io.twinfeed.local.limit.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Writes of a schedule against the limiter of the local service, in virtual time: everything
 * between is the network, which takes 5 to 45 ms each way and so lets requests overtake each other.
 */
final class Simulation {
  private static final int LOOK_AHEAD = 50_000;

  private final Random random = new Random(42);
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final io.twinfeed.local.limit.Limiter service;
  private final Pace pace;
  private final Schedule<Cost> schedule;
  private long now;
  private long number;
  private int inFlight;
  private int waiting;
  private int widest;
  private int sent;
  private int throttled;
  private int done;
  private int givenUp;
  private long lastDone;
  private long pumpAt = Long.MAX_VALUE;

  private record Event(long at, long number, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  Simulation(io.twinfeed.pace.Limits ours, Limits services) {
    this.service =
        new io.twinfeed.local.limit.Limiter(services, () -> Instant.EPOCH.plusNanos(now));
    this.pace =
        new Pace(
            ours,
            new Retry(6, Duration.ofMillis(400), Duration.ofSeconds(10), random::nextDouble),
            Duration.ofSeconds(60),
            () -> now);
    this.schedule = new Schedule<>(pace, cost -> cost);
  }

  /** What a run has come to. */
  record Result(int done, int givenUp, double seconds, double throttled, int widest) {}

  Result run(List<Cost> writes) {
    Iterator<Cost> left = writes.iterator();
    pump(left);
    while (!events.isEmpty()) {
      Event event = events.remove();
      now = event.at;
      event.what.run();
      pump(left);
    }
    return new Result(done, givenUp, lastDone / 1e9, (double) throttled / sent, widest);
  }

  private void pump(Iterator<Cost> left) {
    while (true) {
      while (left.hasNext() && schedule.size() < LOOK_AHEAD) {
        schedule.add(left.next());
      }
      Schedule.Next<Cost> next = schedule.next(inFlight - waiting);
      if (next instanceof Schedule.Next.Begin<Cost> begin) {
        inFlight++;
        widest = Math.max(widest, inFlight - waiting);
        attempt(begin.item(), 1);
      } else {
        if (next instanceof Schedule.Next.Pause<Cost> pause && now + pause.nanos() < pumpAt) {
          pumpAt = now + pause.nanos();
          after(pause.nanos(), () -> pumpAt = pumpAt == now ? Long.MAX_VALUE : pumpAt);
        }
        return;
      }
    }
  }

  private void attempt(Cost cost, int attempt) {
    parked(
        pace.limiter().takeTwins(cost.twins()).nanos(),
        () ->
            parked(
                pace.limiter().take(cost.operation()).nanos(),
                () -> {
                  long at = now;
                  sent++;
                  after(network(), () -> arrive(cost, attempt, at));
                }));
  }

  private void arrive(Cost cost, int attempt, long at) {
    Answer answer = new Answer.Status(200, false, null);
    try {
      service.request(
          cost.operation() == Operation.PATCH
              ? RateClass.TWIN_PATCHES
              : RateClass.CREATES_AND_DELETES);
      service.write(cost.twins());
    } catch (Throttled e) {
      throttled++;
      answer =
          new Answer.Status(
              429, e.limit() == Throttled.Limit.TWIN, Duration.ofSeconds(e.retryAfterSeconds()));
    }
    Answer result = answer;
    after(network(), () -> answered(cost, attempt, at, result));
  }

  private void answered(Cost cost, int attempt, long at, Answer answer) {
    Optional<Duration> again = pace.next(cost, attempt, at, answer);
    if (again.isPresent()) {
      parked(again.get().toNanos(), () -> attempt(cost, attempt + 1));
      return;
    }
    inFlight--;
    if (answer.reply() == Retry.Reply.FINAL) {
      done++;
    } else {
      givenUp++;
    }
    lastDone = now;
  }

  private void parked(long nanos, Runnable then) {
    if (nanos == 0) {
      then.run();
      return;
    }
    waiting++;
    after(
        nanos,
        () -> {
          waiting--;
          then.run();
        });
  }

  private long network() {
    return 5_000_000 + (long) (random.nextDouble() * 40_000_000);
  }

  private void after(long nanos, Runnable what) {
    events.add(new Event(now + nanos, number++, what));
  }
}
