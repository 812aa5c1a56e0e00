package io.twinfeed.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinfeed.issue.TwinfeedException;
import io.twinfeed.local.fault.Fault;
import io.twinfeed.local.fault.Faults;
import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the real service does not have: {@code /local/faults} shows the faults, takes a list of
 * others, and drops them all. For clients on this machine only; needs no api-version and no token.
 */
final class AdminRoutes implements Routes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAULTS = "/local/faults";

  private final Faults faults;

  AdminRoutes(Faults faults) {
    this.faults = faults;
  }

  @Override
  public void register(Router router) {
    on(router, HttpMethod.GET, this::get);
    on(router, HttpMethod.PUT, this::put);
    on(router, HttpMethod.DELETE, this::delete);
  }

  private static void on(Router router, HttpMethod method, Route.Answer answer) {
    Route.on(
        router,
        method,
        FAULTS,
        exchange -> {
          if (isLocal(exchange.request().remoteAddress())) {
            answer.to(exchange);
          } else {
            exchange.context().fail(404);
          }
        });
  }

  private void get(Exchange exchange) {
    try {
      exchange.json(200, null, Buffer.buffer(JSON.writeValueAsBytes(faults.all())));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("faults as JSON", e);
    }
  }

  private void put(Exchange exchange) {
    List<Fault> wanted;
    try {
      wanted = Fault.parse(exchange.body().toString());
    } catch (TwinfeedException e) {
      throw new Refused(
          Code.INVALID_ARGUMENT,
          e.hint().isEmpty() ? String.valueOf(e.getMessage()) : e.getMessage() + "; " + e.hint());
    }
    faults.set(wanted);
    exchange.noContent(null);
  }

  private void delete(Exchange exchange) {
    faults.set(List.of());
    exchange.noContent(null);
  }

  private static boolean isLocal(@Nullable SocketAddress client) {
    String address = client == null ? null : client.hostAddress();
    if (address == null) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("not an address in digits: " + address, e);
    }
  }
}
