package io.twinfeed.job;

import io.twinfeed.dtdl.ModelSet;
import io.twinfeed.flow.Sha256;
import io.twinfeed.read.SourceQuery;
import io.twinfeed.spec.PipelineSpec;
import io.twinfeed.spec.PropertyRule;
import io.twinfeed.spec.RelationshipRule;
import io.twinfeed.spec.Rule;
import io.twinfeed.spec.Source;
import io.twinfeed.spec.Template;
import io.twinfeed.spec.TwinRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a source, and what is made of its rows, is what it was in the last run. Comments
 * and line breaks of the file do not matter.
 *
 * @param content of everything that decides what the rows say: with another one, rows that did not
 *     change may say something else
 * @param scope of what decides which rows there are
 */
record Fingerprint(String content, String scope) {

  static Fingerprint of(PipelineSpec spec, ModelSet models, Source source, SourceQuery query) {
    Hash scope = new Hash();
    scope.add(source.connection(), source.table(), source.query(), source.where());
    scope.add(source.deleted());
    for (Rule rule : spec.rulesFrom(source.name().text())) {
      scope.add(rule.name(), text(rule.when()));
    }
    String scoped = scope.take();
    Hash content = new Hash();
    content.add(scoped, query.connection().url().resolve(), query.connection().timeZone());
    content.add(query.columns(), source.key(), spec.sync().nulls());
    content.add(source.watermark() == null ? null : source.watermark().column());
    for (Rule rule : spec.rulesFrom(source.name().text())) {
      rule(rule, content);
    }
    models.interfaces().values().forEach(each -> content.add(each.document()));
    return new Fingerprint(content.take(), scoped);
  }

  private static void rule(Rule rule, Hash content) {
    if (rule instanceof TwinRule twin) {
      content.add(twin.model(), text(twin.id()), twin.creates());
    } else if (rule instanceof RelationshipRule link) {
      content.add(link.relationship(), text(link.source()), text(link.target()));
      content.add(link.exclusive(), link.key());
    }
    for (PropertyRule property : rule.properties()) {
      content.add(property.path(), text(property.defaultValue()));
      if (property.feed() instanceof PropertyRule.Plain plain) {
        content.add(text(plain.value()));
      } else if (property.feed() instanceof PropertyRule.Aggregate aggregate) {
        content.add(aggregate.function(), text(aggregate.value()), text(aggregate.by()));
      }
      PropertyRule.Merge merge = property.merge();
      if (merge != null) {
        content.add(merge.winner(), text(merge.by()), merge.prefer());
      }
    }
  }

  private static @Nullable String text(@Nullable Template template) {
    return template == null ? null : template.source();
  }

  /** Of texts, so that no two lists of them are one. */
  private static final class Hash {
    private final MessageDigest digest = Sha256.begin();

    void add(@Nullable Object... parts) {
      for (Object part : parts) {
        byte[] bytes = Objects.toString(part, "\0").getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
    }

    String take() {
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
  }
}
