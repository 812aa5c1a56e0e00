package io.twinfeed.local.http;

import io.twinfeed.local.fault.Fault;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.GraphJson.LastUpdateTime;
import io.twinfeed.local.store.Precondition;
import io.twinfeed.local.store.Refused;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request and its response, in the terms of the service. For the request's event loop. */
final class Exchange {
  static final String JSON = "application/json; charset=utf-8";

  private static final Pattern ETAG = Pattern.compile("(W/)?\"[^\"]*\"");
  private static final String VERSION = "twinfeed.api-version";

  private final RoutingContext context;

  Exchange(RoutingContext context) {
    this.context = context;
  }

  /**
   * Reads the api-version, which every request must have.
   *
   * @throws Refused for none, or one that the service does not know
   */
  static void admit(RoutingContext context) {
    context.put(VERSION, ApiVersion.of(parameters(context).get("api-version")));
  }

  /** The version asked for; the newest where the request is refused for not saying it. */
  ApiVersion version() {
    ApiVersion version = context.get(VERSION);
    return version == null ? ApiVersion.V2023_10_31 : version;
  }

  LastUpdateTime lastUpdateTime() {
    return version().atLeast(ApiVersion.V2022_05_31) ? LastUpdateTime.SHOWN : LastUpdateTime.HIDDEN;
  }

  /**
   * A segment of the path, decoded.
   *
   * @param index from 0, which is the collection's name
   */
  String segment(int index) {
    return Segments.of(context.normalizedPath(), index);
  }

  @Nullable String parameter(String name) {
    return parameters(context).get(name);
  }

  List<String> parameters(String name) {
    return parameters(context).getAll(name);
  }

  // The id of a model has a semicolon, which separates parameters only by an old convention.
  private static MultiMap parameters(RoutingContext context) {
    try {
      return context.request().params(true);
    } catch (IllegalArgumentException e) {
      throw new Refused(Code.INVALID_ARGUMENT, "The query parameters are not encoded well.");
    }
  }

  HttpServerRequest request() {
    return context.request();
  }

  Buffer body() {
    Buffer body = context.body().buffer();
    return body == null ? Buffer.buffer() : body;
  }

  Precondition ifMatch() {
    String value = only("If-Match");
    if (value == null || value.equals("*")) {
      return Precondition.NONE;
    }
    if (!ETAG.matcher(value).matches()) {
      throw new Refused(
          Code.INVALID_ARGUMENT,
          "Invalid If-Match header value. Allowed value(s): If-Match: {etag} or If-Match: *");
    }
    return new Precondition(value);
  }

  boolean onlyIfAbsent() {
    String value = only("If-None-Match");
    if (value != null && !value.equals("*")) {
      throw new Refused(
          Code.INVALID_ARGUMENT,
          "Invalid If-None-Match header value. Allowed value(s): If-None-Match: *");
    }
    return value != null;
  }

  // Several lines of a header are one list.
  private @Nullable String only(String header) {
    List<String> lines = context.request().headers().getAll(header);
    return lines.isEmpty() ? null : String.join(", ", lines);
  }

  /**
   * How many items a page is to have.
   *
   * @param most what the service gives at most, whatever is asked for
   */
  int pageSize(int usual, int most) {
    String value = context.request().getHeader("max-items-per-page");
    if (value == null) {
      return usual;
    }
    try {
      int size = Integer.parseInt(value.trim());
      if (size > 0) {
        return Math.min(size, most);
      }
    } catch (NumberFormatException e) {
      throw badPageSize(value);
    }
    throw badPageSize(value);
  }

  /** An absolute link to more of the same list. */
  String link(String path, String query) {
    return context.request().scheme()
        + "://"
        + context.request().authority()
        + path
        + "?"
        + query
        + "api-version="
        + version().spelling();
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  void json(int status, @Nullable String etag, JsonOut.Document document) {
    json(status, etag, JsonOut.buffer(document));
  }

  void json(int status, @Nullable String etag, Buffer document) {
    HttpServerResponse response = context.response();
    response.setStatusCode(status).putHeader("Content-Type", JSON);
    if (etag != null) {
      response.putHeader("ETag", etag);
    }
    Gateway.sign(context);
    end(document);
  }

  void noContent(@Nullable String etag) {
    HttpServerResponse response = context.response();
    response.setStatusCode(204).putHeader("Content-Length", "0");
    if (etag != null) {
      response.putHeader("ETag", etag);
    }
    Gateway.sign(context);
    end(Buffer.buffer());
  }

  private void end(Buffer document) {
    SafeAnswers.send(context, () -> endNow(document));
  }

  // A fault may want the connection to be lost at this very moment.
  private void endNow(Buffer document) {
    HttpServerResponse response = context.response();
    Fault.Cut cut = FaultInjection.cut(context);
    if (cut == null) {
      response.end(document);
    } else if (cut == Fault.Cut.BODY && document.length() > 1) {
      if (!response.isChunked()) {
        response.putHeader("Content-Length", Integer.toString(document.length()));
      }
      response
          .write(document.slice(0, document.length() / 2))
          .onComplete(written -> context.request().connection().close());
    } else {
      context.request().connection().close();
    }
  }

  RoutingContext context() {
    return context;
  }

  private static Refused badPageSize(String value) {
    return new Refused(
        Code.INVALID_ARGUMENT, "max-items-per-page must be a positive number, not " + value + ".");
  }
}
