package io.twinfeed.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinfeed.job.Explanation;
import java.util.List;
import java.util.Map;

/** An explanation as one JSON document: the records of {@link Explanation}, member by member. */
final class ExplainJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .propertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE)
          .build();

  private ExplainJson() {}

  static String of(Explanation explanation) {
    return text(explanation);
  }

  static String of(List<Explanation.Row> rows) {
    return text(Map.of("rows", rows));
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of JSON values are writable", e);
    }
  }
}
