package io.twinfeed.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinfeed.local.Recording.Call;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares answers with recorded ones. What no two runs have in common (etags, times, the host)
 * must have the same form, and must change and stay where the recorded one does.
 *
 * <p>Lists of models and rows of queries must hold what was recorded and may hold more: a query may
 * have seen the graph of some seconds before.
 */
final class Likeness {
  private static final Pattern ETAG =
      Pattern.compile("W/\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"");
  private static final Pattern TWIN_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z");
  private static final Pattern UPLOAD_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?\\+00:00");
  private static final List<Pattern> FORMS = List.of(ETAG, TWIN_TIME, UPLOAD_TIME);
  private static final Set<String> EXACT = Set.of("content-type", "strict-transport-security");

  private final Map<String, String> actualOf = new HashMap<>();
  private final List<String> differences = new ArrayList<>();

  /** What a recorded etag is called in this run. */
  String translated(String recorded) {
    return actualOf.getOrDefault(recorded, recorded);
  }

  /** Says how an answer differs from the recorded one; nothing if it does not. */
  List<String> differences(
      Call recorded, int status, HttpHeaders headers, @Nullable JsonNode body) {
    differences.clear();
    if (status != recorded.status()) {
      differences.add("status: " + recorded.status() + " recorded, but " + status);
    }
    headers(recorded, headers);
    if (recorded.responseBody() == null) {
      if (body != null) {
        differences.add("body: none recorded, but " + body);
      }
    } else if (body == null) {
      differences.add("body: " + recorded.responseBody() + " recorded, but none");
    } else {
      same("", recorded.responseBody(), body);
    }
    return List.copyOf(differences);
  }

  private void headers(Call recorded, HttpHeaders headers) {
    Set<String> names = ignoringCase(headers.map().keySet());
    missing(recorded.responseHeaders().keySet(), names, "missing", recorded.status());
    missing(names, recorded.responseHeaders().keySet(), "not recorded", recorded.status());
    names.retainAll(recorded.responseHeaders().keySet());
    for (String name : names) {
      String before = recorded.responseHeaders().getOrDefault(name, "");
      String now = headers.firstValue(name).orElse("");
      if (EXACT.contains(name.toLowerCase(Locale.ROOT)) && !now.equals(before)) {
        differences.add(name + ": " + before + " recorded, but " + now);
      } else if (name.equalsIgnoreCase("ETag")) {
        text("ETag", before, now);
      }
    }
  }

  private void missing(Set<String> wanted, Set<String> there, String problem, int status) {
    Set<String> rest = ignoringCase(wanted);
    rest.removeAll(ignoringCase(there));
    rest.forEach(
        name -> differences.add("headers: " + name + " is " + problem + ", status " + status));
  }

  private static Set<String> ignoringCase(Collection<String> names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(names);
    return set;
  }

  private void same(String place, JsonNode recorded, JsonNode now) {
    if (recorded.isObject() && now.isObject()) {
      object(place, recorded, now);
    } else if (place.equals("/value") && recorded.isArray() && now.isArray()) {
      contains(place, recorded, now);
    } else if (recorded.isArray() && now.isArray() && recorded.size() == now.size()) {
      for (int i = 0; i < recorded.size(); i++) {
        same(place + "/" + i, recorded.get(i), now.get(i));
      }
    } else if (recorded.isTextual() && now.isTextual()) {
      text(place, recorded.textValue(), now.textValue());
    } else if (!recorded.equals(now)) {
      differences.add(place + ": " + recorded + " recorded, but " + now);
    }
  }

  private void object(String place, JsonNode recorded, JsonNode now) {
    List<String> names = new ArrayList<>();
    recorded.fieldNames().forEachRemaining(names::add);
    List<String> namesNow = new ArrayList<>();
    now.fieldNames().forEachRemaining(namesNow::add);
    if (!names.equals(namesNow)) {
      differences.add(place + ": members " + names + " recorded, but " + namesNow);
      return;
    }
    names.forEach(name -> same(place + "/" + name, recorded.get(name), now.get(name)));
  }

  private void contains(String place, JsonNode recorded, JsonNode now) {
    for (JsonNode each : recorded) {
      String id = id(each);
      boolean found = false;
      for (JsonNode other : now) {
        if (id.equals(id(other))) {
          found = true;
          same(place + "[" + id + "]", each, other);
        }
      }
      if (!found) {
        differences.add(place + ": " + id + " recorded, but it is not there");
      }
    }
  }

  private static String id(JsonNode item) {
    for (String name : List.of("$dtId", "$relationshipId", "id")) {
      if (item.has(name)) {
        return item.get(name).asText();
      }
    }
    return item.toString();
  }

  private void text(String place, String recorded, String now) {
    for (Pattern form : FORMS) {
      if (form.matcher(recorded).matches()) {
        if (!form.matcher(now).matches()) {
          differences.add(place + ": " + recorded + " recorded, but " + now + " has another form");
        } else if (!actualOf.computeIfAbsent(recorded, any -> now).equals(now)) {
          differences.add(place + ": " + recorded + " recorded again, but now it is " + now);
        }
        return;
      }
    }
    if (!recorded.replaceAll("^https://[^/]+", "").equals(now.replaceAll("^http://[^/]+", ""))) {
      differences.add(place + ": " + recorded + " recorded, but " + now);
    }
  }
}
