package io.twinfeed.local.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.twinfeed.local.limit.Throttled;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one table from refusals to responses. Texts of unexpected failures never leave. */
final class ErrorTable implements Routes {
  private static final Logger LOG = System.getLogger(ErrorTable.class.getName());

  /** The errors that come without {@code x-ms-error-code} (adt-service.md §0.4). */
  private static final Set<Code> UNMARKED = Set.of(Code.JOB_NOT_FOUND, Code.JOB_ID_ALREADY_EXISTS);

  @Override
  public void register(Router router) {
    router.route().failureHandler(ErrorTable::answer);
    // What no route answers at all: a path or a method that there isn't.
    router.errorHandler(404, context -> bare(context, 404));
    router.errorHandler(405, context -> bare(context, 405));
  }

  static int status(Code code) {
    return switch (code) {
      case COMPONENT_NOT_FOUND,
          DIGITAL_TWIN_NOT_FOUND,
          EVENT_ROUTE_NOT_FOUND,
          JOB_NOT_FOUND,
          MODEL_NOT_FOUND,
          RELATIONSHIP_NOT_FOUND,
          TARGET_DIGITAL_TWIN_NOT_FOUND ->
          404;
      case JOB_ID_ALREADY_EXISTS,
          MODEL_ID_ALREADY_EXISTS,
          MODEL_REFERENCES_NOT_DECOMMISSIONED,
          MODEL_REFERENCES_NOT_DELETED ->
          409;
      case PRECONDITION_FAILED -> 412;
      case PAYLOAD_TOO_LARGE -> 413;
      default -> 400;
    };
  }

  private static void answer(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure instanceof HttpClosedException || context.response().closed()) {
      // Its client is gone, which is no fault of anybody here.
      return;
    }
    if (failure instanceof Refused refused) {
      answer(context, refused);
    } else if (failure instanceof Throttled throttled) {
      TooMany.answer(context, throttled);
    } else if (context.statusCode() == 413) {
      answer(context, new Refused(Code.PAYLOAD_TOO_LARGE, "The request body is too large."));
    } else if (failure == null) {
      bare(context, context.statusCode());
    } else {
      LOG.log(Level.ERROR, "unexpected failure of " + context.request().method(), failure);
      write(context, 500, "InternalServerError", out -> plain(out, "InternalServerError"));
    }
  }

  private static void answer(RoutingContext context, Refused refused) {
    if (refused.code() == Code.PATCH_UNREADABLE) {
      problem(context, 400, out -> unreadable(out, context.request().path(), refused.message()));
    } else if (refused.code() == Code.UNSUPPORTED_MEDIA_TYPE) {
      problem(context, 415, ErrorTable::unsupported);
    } else {
      write(
          context,
          status(refused.code()),
          UNMARKED.contains(refused.code()) ? null : refused.code().spelling(),
          out -> envelope(out, refused));
    }
  }

  static void write(
      RoutingContext context, int status, @Nullable String code, JsonOut.Document document) {
    Exchange exchange = new Exchange(context);
    HttpServerResponse response = context.response();
    // Described from this version on, and not seen in answers to the oldest (adt-service.md §0.4).
    if (code != null && exchange.version().atLeast(ApiVersion.V2023_06_30)) {
      response.putHeader("x-ms-error-code", code);
    }
    exchange.json(status, null, document);
  }

  private static void envelope(JsonGenerator out, Refused refused) throws IOException {
    String code = refused.code().spelling();
    out.writeStartObject();
    out.writeObjectFieldStart("error");
    out.writeStringField("code", code);
    out.writeStringField("message", refused.message());
    if (!refused.details().isEmpty()) {
      out.writeArrayFieldStart("details");
      for (String detail : refused.details()) {
        out.writeStartObject();
        out.writeStringField("code", code);
        out.writeStringField("message", detail);
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void plain(JsonGenerator out, String code) throws IOException {
    envelope(out, code, "The service failed to answer this request.");
  }

  static void envelope(JsonGenerator out, String code, String message) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("error");
    out.writeStringField("code", code);
    out.writeStringField("message", message);
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void bare(RoutingContext context, int status) {
    Gateway.sign(context);
    context.response().setStatusCode(status).putHeader("Content-Length", "0").end();
  }

  // What the service's framework answers before the service sees the request (§1.8).
  private static void problem(RoutingContext context, int status, JsonOut.Document document) {
    Gateway.sign(context);
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json; charset=utf-8")
        .end(JsonOut.buffer(document));
  }

  private static void unreadable(JsonGenerator out, @Nullable String path, String message)
      throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("errors");
    out.writeArrayFieldStart("patchDocument");
    out.writeString(message);
    out.writeEndArray();
    out.writeEndObject();
    out.writeStringField("type", "https://tools.ietf.org/html/rfc7231#section-6.5.1");
    out.writeStringField("title", "One or more validation errors occurred.");
    out.writeNumberField("status", 400);
    out.writeNullField("detail");
    out.writeStringField("instance", path);
    out.writeEndObject();
  }

  // Not recorded: the shape that the framework gives it.
  private static void unsupported(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("type", "https://tools.ietf.org/html/rfc7231#section-6.5.13");
    out.writeStringField("title", "Unsupported Media Type");
    out.writeNumberField("status", 415);
    out.writeEndObject();
  }
}
