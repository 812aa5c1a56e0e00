package io.twinfeed.local.http;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns away bodies that say they are something else than JSON. Milder than the published
 * description, which has one type for patches and another for the rest: any JSON will do, and so
 * does a body that says nothing.
 */
final class MediaTypes implements Routes {
  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.PUT, HttpMethod.POST, HttpMethod.PATCH);

  @Override
  public void register(Router router) {
    router
        .route()
        .handler(
            context -> {
              HttpServerRequest request = context.request();
              if (WITH_BODY.contains(request.method())
                  && hasBody(request)
                  && !isJson(request.getHeader("Content-Type"))) {
                throw new Refused(
                    Code.UNSUPPORTED_MEDIA_TYPE, "The body must be of the type application/json.");
              }
              context.next();
            });
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? request.headers().contains("Transfer-Encoding") : !length.equals("0");
  }

  static boolean isJson(@Nullable String type) {
    if (type == null || type.isBlank()) {
      return true;
    }
    String essence = type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    return essence.equals("application/json")
        || essence.equals("text/json")
        || (essence.startsWith("application/") && essence.endsWith("+json"));
  }
}
