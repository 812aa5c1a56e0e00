package io.twinfeed.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Plain requests to a local service, to see what goes over the wire. */
final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI endpoint;
  private final String version;

  Http(LocalService service) {
    this(service.endpoint());
  }

  Http(URI endpoint) {
    this(endpoint, "2023-10-31");
  }

  private Http(URI endpoint, String version) {
    this.endpoint = endpoint;
    this.version = version;
  }

  Http at(String apiVersion) {
    return new Http(endpoint, apiVersion);
  }

  record Reply(int status, String body, HttpResponse<String> response) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException("not JSON: " + body, e);
      }
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** Status, code, message and details, as a person would note them. */
    String error() {
      StringBuilder text = new StringBuilder();
      JsonNode error = json().path("error");
      text.append(status).append(' ').append(error.path("code").asText());
      text.append(": ").append(error.path("message").asText());
      error
          .path("details")
          .forEach(each -> text.append(" | ").append(each.path("message").asText()));
      return text.toString();
    }
  }

  Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Reply put(String path, String body, String... headers) {
    return send("PUT", path, body, headers);
  }

  Reply post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  Reply patch(String path, String body, String... headers) {
    return send("PATCH", path, body, headers);
  }

  Reply delete(String path, String... headers) {
    return send("DELETE", path, null, headers);
  }

  Reply query(String text, String... headers) {
    return post("/query", JSON.createObjectNode().put("query", text).toString(), headers);
  }

  Reply send(String method, String path, @Nullable String body, String... headers) {
    String versioned =
        version.isEmpty()
            ? path
            : path + (path.contains("?") ? "&" : "?") + "api-version=" + version;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint + versioned))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (body != null) {
      request.header(
          "Content-Type",
          method.equals("PATCH") ? "application/json-patch+json" : "application/json");
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
