package io.twinfeed.local.http;

import io.twinfeed.local.fault.Fault;
import io.twinfeed.local.fault.Faults;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets requests go wrong, as the faults say. */
final class FaultInjection implements Routes {
  private static final String CUT = "twinfeed.cut";

  private final Faults faults;

  FaultInjection(Faults faults) {
    this.faults = faults;
  }

  @Override
  public void register(Router router) {
    router.route().handler(this::handle);
  }

  /** How the connection is to be lost when this request is answered; null if it isn't. */
  static Fault.@Nullable Cut cut(RoutingContext context) {
    return context.get(CUT);
  }

  private void handle(RoutingContext context) {
    Fault fault =
        faults.hitting(
            context.request().method().name(),
            Objects.requireNonNullElse(context.request().path(), ""));
    if (fault == null) {
      context.next();
    } else if (fault.latencyMillis() == null) {
      inject(context, fault);
    } else {
      // The body must not come in while nobody is there to take it.
      context.request().pause();
      context
          .vertx()
          .setTimer(
              fault.latencyMillis(),
              timer -> {
                context.request().resume();
                inject(context, fault);
              });
    }
  }

  private static void inject(RoutingContext context, Fault fault) {
    if (fault.cut() == Fault.Cut.BEFORE) {
      context.request().connection().close();
    } else if (fault.status() != null) {
      answer(context, fault, fault.status());
    } else {
      if (fault.cut() != null) {
        context.put(CUT, fault.cut());
      }
      context.next();
    }
  }

  private static void answer(RoutingContext context, Fault fault, int status) {
    if (fault.retryAfter() != null) {
      context.response().putHeader("Retry-After", fault.retryAfter().toString());
    }
    Exchange exchange = new Exchange(context);
    if (fault.body() != null) {
      exchange.json(status, null, Buffer.buffer(fault.body()));
    } else if (status == 204) {
      exchange.noContent(null);
    } else {
      ErrorTable.write(
          context,
          status,
          "InjectedFault",
          out -> ErrorTable.envelope(out, "InjectedFault", "The local service was told to fail."));
    }
  }
}
