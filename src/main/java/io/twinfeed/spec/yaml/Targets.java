package io.twinfeed.spec.yaml;

import io.twinfeed.issue.Place;
import io.twinfeed.spec.Reference;
import io.twinfeed.spec.Target;
import io.twinfeed.spec.Target.Limits;
import io.twinfeed.spec.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the target and its limits. */
final class Targets {
  static final List<String> PROFILES = List.of("azure", "none");
  private static final List<String> CLASSES =
      List.of("read", "patch", "createDelete", "query", "models", "twin");
  private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(?:/s)?");

  private Targets() {}

  static Target read(@Nullable Node node, Place otherwise, Nodes nodes) {
    Fields fields = nodes.fields(node, otherwise, "target", Section.TARGET);
    Place place = fields.place();
    Reference endpoint = null;
    Text models = new Text("", place);
    if (node != null) {
      endpoint = nodes.reference(fields.require("endpoint"), "endpoint");
      models = nodes.textOrEmpty(fields.require("models"), place, "models");
    }
    Boolean push = nodes.bool(fields.get("pushModels"), "pushModels");
    return new Target(
        endpoint == null ? new Reference("", place) : endpoint,
        models,
        limits(fields.get("limits"), fields.placeOf("limits"), nodes),
        push != null && push);
  }

  private static Limits limits(@Nullable Node node, Place place, Nodes nodes) {
    if (node == null) {
      return new Limits("", 1, Map.of());
    }
    if (node instanceof ScalarNode) {
      return new Limits(profile(node, nodes), 1, Map.of());
    }
    Fields fields = nodes.fields(node, place, "limits", Section.LIMITS);
    Double share =
        nodes.parsed(fields.get("share"), "share", "above 0% and at most 100%", Targets::share);
    Map<String, Double> perSecond = new LinkedHashMap<>();
    for (String each : CLASSES) {
      Double rate =
          nodes.parsed(
              fields.get(each), each, "a number of requests per second: 500/s", Targets::rate);
      if (rate != null) {
        perSecond.put(each, rate);
      }
    }
    return new Limits(profile(fields.get("profile"), nodes), share == null ? 1 : share, perSecond);
  }

  private static String profile(@Nullable Node node, Nodes nodes) {
    Text written = nodes.text(node, "limits");
    if (written != null && !PROFILES.contains(written.text())) {
      nodes.unknown(written, "limits", PROFILES);
      return "azure";
    }
    return written == null ? "azure" : written.text();
  }

  private static @Nullable Double share(String text) {
    Double percent = Percent.parse(text);
    Double share = percent == null ? rate(text) : Double.valueOf(percent / 100);
    return share == null || share <= 0 || share > 1 ? null : share;
  }

  private static @Nullable Double rate(String text) {
    Matcher rate = RATE.matcher(text);
    if (!rate.matches()) {
      return null;
    }
    double perSecond = Double.parseDouble(rate.group(1));
    return perSecond > 0 ? perSecond : null;
  }
}
