package io.twinfeed.group;

import io.twinfeed.dtdl.Content;
import io.twinfeed.dtdl.Interface;
import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.ArrayOutput;
import io.twinfeed.flow.Bytes;
import io.twinfeed.flow.Known.Part;
import io.twinfeed.flow.Sha256;
import io.twinfeed.shape.Fragment;
import io.twinfeed.shape.Fragment.Fed;
import io.twinfeed.shape.RuleTarget;
import io.twinfeed.shape.RuleTargets;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.PropertyRule.Aggregate;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.TwinRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Hashes what rows feed, before it is merged and converted: a twin of which all rows say what they
 * said last time needs no more work. What decides how it is merged and converted, in the file and
 * in the models, is hashed, too. Source times are not: they alone never cause a write. 128 bits of
 * SHA-256. Not for several threads.
 */
final class PartHashes {
  private static final int BLOCK = 64;

  private final List<Hashed> twins = new ArrayList<>();
  private final List<Hashed> links = new ArrayList<>();

  /**
   * How the rows of a rule are hashed.
   *
   * @param seeded what has hashed the seed already, which is far longer than a row; to be cloned
   * @param hashed which properties are
   * @param named whether the rows' names are kept: a rule of aggregates only neither makes a twin
   *     nor keeps it alive, and may have very many rows
   * @param each whether it matters how many rows say the same
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Hashed(MessageDigest seeded, boolean[] hashed, boolean named, boolean each) {}

  PartHashes(PipelineSpec spec, ModelSet models) {
    spec.twins()
        .forEach(
            rule ->
                twins.add(
                    hashed(
                        rule,
                        RuleTargets.of(rule, models),
                        spec.sync().nulls()
                            + documents(rule.model().text(), models)
                            + (rule.creates() ? contributors(spec) : ""))));
    spec.relationships()
        .forEach(
            rule ->
                links.add(
                    hashed(rule, RuleTargets.of(rule, models), spec.sync().nulls().toString())));
  }

  /**
   * @param fragments of one twin, or of one relationship; ordered by rule and row
   */
  List<Part> parts(List<? extends Fragment> fragments) {
    List<Part> parts = new ArrayList<>(1);
    int from = 0;
    for (int i = 1; i <= fragments.size(); i++) {
      int rule = fragments.get(from).rule();
      if (i == fragments.size() || fragments.get(i).rule() != rule) {
        parts.add(part(rule, fragments.subList(from, i)));
        from = i;
      }
    }
    return parts;
  }

  private Part part(int rule, List<? extends Fragment> fragments) {
    boolean ofTwin = fragments.get(0) instanceof Fragment.OfTwin;
    Hashed hashed = (ofTwin ? twins : links).get(rule);
    List<byte[]> all = new ArrayList<>(fragments.size());
    List<String> rows = new ArrayList<>(hashed.named() ? fragments.size() : 0);
    for (Fragment each : fragments) {
      all.add(bytes(fed(each), hashed.hashed()));
      if (hashed.named()) {
        rows.add(each.row());
      }
    }
    // By what they say: a row's name is no content
    all.sort(Arrays::compare);
    MessageDigest digest = copy(hashed.seeded());
    byte[] last = null;
    boolean uniform = !hashed.each();
    for (byte[] each : all) {
      if (last != null && !hashed.each() && Arrays.equals(last, each)) {
        continue;
      }
      uniform &= last == null;
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(each.length).flip());
      digest.update(each);
      last = each;
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new Part(rule, hash.getLong(), (hash.getLong() & ~1L) | (uniform ? 1 : 0), rows);
  }

  private static List<Fed> fed(Fragment fragment) {
    return fragment instanceof Fragment.OfTwin twin
        ? twin.values()
        : ((Fragment.OfRelationship) fragment).values();
  }

  private static byte[] bytes(List<Fed> fed, boolean[] hashed) {
    ArrayOutput bytes = new ArrayOutput();
    try {
      for (int i = 0; i < fed.size(); i++) {
        if (hashed[i]) {
          Bytes.writeDatum(bytes, fed.get(i).value());
          Bytes.writeDatum(bytes, fed.get(i).by());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not in memory
    }
    return bytes.toByteArray();
  }

  private static Hashed hashed(Rule rule, List<RuleTarget> targets, String surroundings) {
    StringBuilder seed = new StringBuilder(surroundings);
    boolean[] hashed = new boolean[targets.size()];
    for (int i = 0; i < hashed.length; i++) {
      PropertyRule property = rule.properties().get(i);
      hashed[i] = !targets.get(i).isSourceTime();
      if (hashed[i]) {
        seed.append('\n').append(property.path()).append(' ').append(how(property));
      }
    }
    boolean aggregatesOnly =
        !rule.properties().isEmpty()
            && rule.properties().stream().allMatch(each -> each.feed() instanceof Aggregate);
    boolean each =
        rule.properties().stream()
            .anyMatch(one -> one.feed() instanceof Aggregate || one.merge() != null);
    return new Hashed(seeded(seed.toString()), hashed, !aggregatesOnly, each);
  }

  private static MessageDigest seeded(String seed) {
    MessageDigest digest = Sha256.begin();
    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
    // Up to the end of a block, so that a row needs as few of them as it can
    digest.update(Arrays.copyOf(bytes, (bytes.length / BLOCK + 1) * BLOCK));
    return digest;
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the SHA-256 of every Java can be cloned", e);
    }
  }

  private static String how(PropertyRule property) {
    String feed =
        property.feed() instanceof Aggregate aggregate ? aggregate.function().name() : "PLAIN";
    return property.merge() == null
        ? feed
        : feed + " " + property.merge().winner() + " " + property.merge().prefer();
  }

  // One that has no row for a twin still says null, or that there are none
  private static String contributors(PipelineSpec spec) {
    StringBuilder all = new StringBuilder();
    for (TwinRule rule : spec.twins()) {
      if (!rule.creates()) {
        all.append('\n').append(rule.model()).append(' ').append(rule.id().source());
        rule.properties().forEach(each -> all.append(' ').append(each.path()).append(how(each)));
      }
    }
    return all.toString();
  }

  // All that says what a value of the model is: its ancestors, and its components
  private static String documents(String dtmi, ModelSet models) {
    TreeSet<String> ids = new TreeSet<>();
    models
        .find(dtmi)
        .ifPresent(
            model -> {
              ids.add(model.id());
              ids.addAll(model.ancestors());
              model.contents().values().stream()
                  .filter(Content.Component.class::isInstance)
                  .map(each -> ((Content.Component) each).schema())
                  .forEach(ids::add);
            });
    StringBuilder documents = new StringBuilder();
    ids.stream()
        .map(id -> models.find(id).map(Interface::document).orElse(null))
        .filter(Objects::nonNull)
        .forEach(documents::append);
    return documents.toString();
  }
}
