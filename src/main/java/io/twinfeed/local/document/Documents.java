package io.twinfeed.local.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.twinfeed.issue.TwinfeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML, of which JSON is a part, into records; names that a record does not have are errors.
 */
public final class Documents {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private Documents() {}

  /**
   * @throws TwinfeedException if the file can't be read, or not as that
   */
  public static <T> T read(Path file, TypeReference<T> type) {
    try {
      return parse(file.toString(), Files.readString(file), type);
    } catch (IOException e) {
      throw new TwinfeedException(
          TwinfeedException.Kind.USAGE, "can't read " + file, "give the path of a file", e);
    }
  }

  /**
   * @param name what to call the text in a message
   * @throws TwinfeedException if the text can't be read as that
   */
  public static <T> T parse(String name, String text, TypeReference<T> type) {
    try {
      Object loaded = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(text);
      JsonNode tree = JSON.valueToTree(loaded);
      T value = JSON.treeToValue(tree, JSON.constructType(type));
      return Objects.requireNonNullElseGet(
          value,
          () -> {
            throw refused(name, "it is empty", "", null);
          });
    } catch (StackOverflowError e) {
      // The reader has no limit of its own for collections within collections.
      throw refused(name, "it is nested too deep", "", null);
    } catch (YamlEngineException e) {
      throw refused(name, String.valueOf(e.getMessage()), "write YAML or JSON", e);
    } catch (UnrecognizedPropertyException e) {
      String known =
          e.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
      throw refused(name, "it has no member " + place(e), "known are: " + known, e);
    } catch (ValueInstantiationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw refused(name, place(e) + String.valueOf(cause.getMessage()), "", e);
    } catch (JsonMappingException e) {
      throw refused(name, place(e) + ": " + e.getOriginalMessage(), "", e);
    } catch (JsonProcessingException e) {
      throw refused(name, e.getOriginalMessage(), "", e);
    }
  }

  private static TwinfeedException refused(
      String name, String problem, String hint, @Nullable Exception cause) {
    return new TwinfeedException(
        TwinfeedException.Kind.USAGE, name + ": " + problem, hint, List.of(), cause);
  }

  private static String place(JsonMappingException e) {
    StringBuilder place = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        place.append('[').append(step.getIndex()).append("] ");
      } else {
        place.append(step.getFieldName());
      }
    }
    return place.toString();
  }
}
