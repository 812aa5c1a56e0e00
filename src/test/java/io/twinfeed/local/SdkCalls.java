package io.twinfeed.local;

import com.azure.core.http.rest.PagedFlux;
import com.azure.core.http.rest.PagedIterable;
import com.azure.core.util.Context;
import com.azure.digitaltwins.core.DigitalTwinsAsyncClient;
import com.azure.digitaltwins.core.DigitalTwinsClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import reactor.core.publisher.Mono;

/** Calls of the public methods of a client of the SDK, whatever they are. */
final class SdkCalls {
  private SdkCalls() {}

  /**
   * A member of the options of a call.
   *
   * @param setter by name
   */
  record Option(String setter, Object value) {}

  /** The public methods of both clients. */
  static Stream<Named<Method>> allMethods() {
    return Stream.of(DigitalTwinsClient.class, DigitalTwinsAsyncClient.class)
        .flatMap(
            client ->
                methods(client).stream()
                    .map(each -> Named.of(client.getSimpleName() + "." + name(each), each)));
  }

  static List<Method> methods(Class<?> client) {
    return Arrays.stream(client.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .sorted((a, b) -> name(a).compareTo(name(b)))
        .toList();
  }

  /** What a method does, with or without the whole response. */
  static String operation(Method method) {
    return method.getName().replaceFirst("WithResponse$", "");
  }

  static String name(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  static boolean hasOptions(Method method) {
    return Arrays.stream(method.getParameterTypes()).anyMatch(SdkCalls::isOptions);
  }

  /**
   * Calls it and waits for all there is to come.
   *
   * @param arguments for the parameters that are the operation's own, in order; a short form of a
   *     method takes the first of them
   */
  static @Nullable Object call(
      Object client, Method method, List<?> arguments, @Nullable Option option) throws Throwable {
    Iterator<?> rest = arguments.iterator();
    List<Object> all = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      if (type == Class.class) {
        all.add(Map.class);
      } else if (type == Context.class) {
        all.add(Context.NONE);
      } else if (isOptions(type)) {
        all.add(options(type, option));
      } else {
        all.add(rest.next());
      }
    }
    try {
      return all(method.invoke(client, all.toArray()));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static boolean isOptions(Class<?> type) {
    return type.getSimpleName().endsWith("Options");
  }

  private static Object options(Class<?> type, @Nullable Option option)
      throws ReflectiveOperationException {
    Object options = type.getConstructor().newInstance();
    if (option != null) {
      for (Method setter : type.getMethods()) {
        if (setter.getName().equals(option.setter())) {
          return setter.invoke(options, option.value());
        }
      }
      throw new AssertionError(type.getSimpleName() + " has no " + option.setter());
    }
    return options;
  }

  private static @Nullable Object all(@Nullable Object result) {
    if (result instanceof Mono<?> mono) {
      return mono.block();
    }
    if (result instanceof PagedFlux<?> pages) {
      return pages.collectList().block();
    }
    return result instanceof PagedIterable<?> items ? items.stream().toList() : result;
  }
}
