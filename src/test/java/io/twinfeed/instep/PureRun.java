package io.twinfeed.instep;

import io.twinfeed.flow.Failure;
import io.twinfeed.flow.Known;
import io.twinfeed.flow.KnownBytes;
import io.twinfeed.flow.LiveRun;
import io.twinfeed.flow.Tally;
import io.twinfeed.group.Gathering;
import io.twinfeed.group.Held;
import io.twinfeed.group.TwinDraft;
import io.twinfeed.group.Unread;
import io.twinfeed.job.Trust;
import io.twinfeed.pace.Limits;
import io.twinfeed.pace.Pace;
import io.twinfeed.plan.Basis;
import io.twinfeed.plan.Decisions;
import io.twinfeed.plan.Guards;
import io.twinfeed.plan.Planned;
import io.twinfeed.plan.Planning;
import io.twinfeed.read.PlainSource;
import io.twinfeed.read.SourceRow;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.RejectedRow;
import io.twinfeed.shape.Shaper;
import io.twinfeed.snapshot.Manifest;
import io.twinfeed.snapshot.RuleNames;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.Source;
import io.twinfeed.write.Writing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A run of the stages as they are, without Beam between them. */
final class PureRun {
  private static final Pace PACE = Pace.of(Limits.NONE);

  /** What lies on disk. */
  static final class Disk {
    private byte[] generation = {};
    private RuleNames names = new RuleNames(List.of(), List.of());
    private List<Manifest.Item> sample = List.of();
    private final List<byte[]> intents = new ArrayList<>();
    private final List<RuleNames> intentNames = new ArrayList<>();

    // That what a broken-off run was about to write has gone says nothing of the graph
    private List<Manifest.Item> settled() {
      List<Manifest.Item> settled = new ArrayList<>(sample);
      for (int i = 0; i < intents.size(); i++) {
        read(intents.get(i), intentNames.get(i), names)
            .forEach(known -> settled.remove(Manifest.Item.of(known)));
      }
      return settled;
    }
  }

  /**
   * What a run that came to its end has counted, and could not do.
   *
   * @param trust null if the snapshot was not asked for
   */
  record Done(Tally tally, List<Failure> failures, Trust trust) {}

  private PureRun() {}

  static Done run(Setup setup, Erp erp, Graph graph, Disk disk, Random random, long now) {
    PipelineSpec spec = setup.spec();
    Trust trust = Trust.in(disk.settled(), graph, spec.sync().compare(), random, new ArrayList<>());
    RuleNames names =
        new RuleNames(
            spec.twins().stream().map(rule -> rule.name().text()).toList(),
            spec.relationships().stream().map(rule -> rule.name().text()).toList());
    Tally.Counter counter = new Tally.Counter();
    List<Failure> failures = new ArrayList<>();
    List<Fragment> fragments = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    for (String source : spec.sources().keySet()) {
      shape(spec, source, erp, counter, fragments, failures, rejected);
    }
    List<Known> before =
        trust.forgets() ? new ArrayList<>() : read(disk.generation, disk.names, names);
    for (int i = 0; i < disk.intents.size(); i++) {
      before.addAll(read(disk.intents.get(i), disk.intentNames.get(i), names));
    }
    List<Known> after = new ArrayList<>();
    List<TwinDraft> drafts = new ArrayList<>();
    java.util.Collections.shuffle(fragments, random);
    new Gathering(spec, Setup.MODELS, trust.believes())
        .gather(
            fragments,
            before,
            new Held(rejected),
            Unread.nothing(spec),
            new Gathering.Into(
                counter, failures::add, drafts::add, after::add, fed -> {}, owed -> {}));
    Decisions decisions =
        new Planning(
                graph,
                PACE,
                Setup.MODELS,
                spec.sync().mode(),
                trust.believes() ? Basis.RECORD : Basis.GRAPH,
                now)
            .plan(drafts);
    counter.add(decisions.counter().take());
    new Guards(spec.sync().guards(), Set.of(), List.of()).check(new Tally.Counter().take());
    after.addAll(decisions.known());
    disk.intents.add(KnownBytes.of(decisions.doubtful()));
    disk.intentNames.add(names);
    Writing writing = new Writing(graph, PACE, LiveRun.unseen());
    for (List<Planned> phase : decisions.phases()) {
      writing.add(phase);
      writing.finish();
      Writing.Written written = writing.take();
      counter.add(written.counter().take());
      failures.addAll(written.failed());
      after.addAll(written.known());
    }
    // The last moment at which a run can break off
    if (graph.fate.get().isCrash()) {
      throw new Graph.Crash();
    }
    disk.generation = KnownBytes.of(after);
    disk.names = names;
    // Often none of what matters is in it
    disk.sample =
        (random.nextBoolean() ? after : List.<Known>of())
            .stream().filter(known -> known.standing().isCertain()).map(Manifest.Item::of).toList();
    disk.intents.clear();
    disk.intentNames.clear();
    return new Done(counter.take(), failures, trust);
  }

  private static void shape(
      PipelineSpec spec,
      String name,
      Erp erp,
      Tally.Counter counter,
      List<Fragment> fragments,
      List<Failure> failures,
      List<RejectedRow> rejected) {
    Source source = spec.sources().get(name);
    Shaper shaper = new Shaper(spec, Setup.MODELS, PlainSource.of(spec, name), Map.of());
    for (Map<String, String> row : erp.tables.get(name).values()) {
      Object[] values = source.columns().stream().map(column -> row.get(column.text())).toArray();
      Shaper.Shaped shaped = shaper.shape(new SourceRow(values));
      counter.add("sources." + name + ".rows", 1);
      counter.add("sources." + name + "." + shaped.use().name().toLowerCase(Locale.ROOT), 1);
      fragments.addAll(shaped.fragments());
      failures.addAll(shaped.failures());
      rejected.addAll(shaped.rejected());
    }
  }

  private static List<Known> read(byte[] bytes, RuleNames written, RuleNames now) {
    try {
      return new ArrayList<>(
          KnownBytes.all(bytes).stream().map(known -> written.in(now, known)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
