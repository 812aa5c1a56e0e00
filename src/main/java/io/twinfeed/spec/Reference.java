package io.twinfeed.spec;

import io.twinfeed.issue.Place;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.issue.TwinfeedException.Kind;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text that may hold {@code ${env:NAME}} and {@code ${file:PATH}}. It travels unresolved, so that a
 * secret is in no serialised graph, log or report, and is resolved where it is used.
 */
public record Reference(String source, Place place) implements Serializable {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):([^}]*)}");

  /**
   * Its text, with the environment of this process. A system property {@code twinfeed.env.NAME}
   * stands in for a variable that is not set: a JVM can't set its own.
   *
   * @throws TwinfeedException of kind SPEC, naming what is unset or can't be read; never its
   *     content
   */
  public String resolve() {
    return resolve(Reference::environment);
  }

  /**
   * A variable of this process, or the system property that stands in for it; null if neither is.
   */
  public static @Nullable String environment(String name) {
    String value = System.getenv(name);
    return value == null ? System.getProperty("twinfeed.env." + name) : value;
  }

  /** As {@link #resolve()}, with the environment given. */
  public String resolve(UnaryOperator<@Nullable String> environment) {
    StringBuilder resolved = new StringBuilder();
    Matcher found = PLACEHOLDER.matcher(source);
    int at = 0;
    while (found.find()) {
      resolved.append(source, at, found.start());
      String name = found.group(2);
      resolved.append(
          found.group(1).equals("env") ? variable(name, environment.apply(name)) : content(name));
      at = found.end();
    }
    return resolved.append(source.substring(at)).toString();
  }

  /** The same, resolved here and now: for what is no secret. */
  Reference launched() {
    return new Reference(resolve(), place);
  }

  private String variable(String name, @Nullable String value) {
    if (value == null) {
      throw new TwinfeedException(
          Kind.SPEC,
          place + ": the environment variable " + name + " is not set",
          "export " + name + "=… before the run");
    }
    return value;
  }

  private String content(String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new TwinfeedException(
          Kind.SPEC, place + ": the file " + path + " can't be read", "check the path", e);
    }
  }

  @Override
  public String toString() {
    return source;
  }
}
