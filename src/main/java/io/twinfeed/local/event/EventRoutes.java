package io.twinfeed.local.event;

import io.twinfeed.local.store.Code;
import io.twinfeed.local.store.Page;
import io.twinfeed.local.store.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The event routes of one service, for any number of threads (adt-service.md §1.6). */
public final class EventRoutes {
  /** The most routes of an instance (adt-service.md §2.1). */
  public static final int MOST = 6;

  /** What the control plane lets endpoints be called (adt-service.md §2.6). */
  private static final Pattern ENDPOINT =
      Pattern.compile("(?![0-9]+$)(?!-)[a-zA-Z0-9-]{2,49}[a-zA-Z0-9]");

  private final @Nullable Set<String> endpoints;
  private final Listener listener;
  private final NavigableMap<String, EventRoute> routes = new TreeMap<>();

  /**
   * @param endpoints the names that a route may lead to; null for any: endpoints are made by the
   *     control plane, which has no counterpart here
   * @param kept the routes to begin with
   */
  public EventRoutes(@Nullable Set<String> endpoints, List<EventRoute> kept, Listener listener) {
    this.endpoints = endpoints == null ? null : Set.copyOf(endpoints);
    this.listener = listener;
    kept.forEach(route -> routes.put(route.id(), route));
  }

  /** Told of every change; null stands for what is gone. */
  public interface Listener {
    void route(String id, @Nullable EventRoute now);
  }

  /** Adds a route, or replaces the one of its id. */
  public synchronized void put(EventRoute route) {
    // No rule is published: what no name of anything has can't be one of a route.
    if (route.id().isBlank() || route.id().chars().anyMatch(Character::isISOControl)) {
      throw new Refused(Code.EVENT_ROUTE_ID_INVALID, "The event route id is invalid.");
    }
    if (!ENDPOINT.matcher(route.endpointName()).matches()
        || (endpoints != null && !endpoints.contains(route.endpointName()))) {
      throw new Refused(
          Code.EVENT_ROUTE_ENDPOINT_INVALID,
          "The endpoint provided does not exist or is not active. Check that your endpoint is"
              + " provisioned correctly. See event route documentation"
              + " (https://aka.ms/ADTv2Routes).");
    }
    Filters.check(route.filter());
    if (routes.size() >= MOST && !routes.containsKey(route.id())) {
      throw new Refused(
          Code.EVENT_ROUTE_LIMIT_EXCEEDED,
          "The instance may have at most " + MOST + " event routes.");
    }
    listener.route(route.id(), route);
    routes.put(route.id(), route);
  }

  public synchronized EventRoute get(String id) {
    EventRoute route = routes.get(id);
    if (route == null) {
      throw notFound();
    }
    return route;
  }

  public synchronized void delete(String id) {
    get(id);
    listener.route(id, null);
    routes.remove(id);
  }

  /**
   * Lists routes by id.
   *
   * @param after the last id of the page before, or null
   */
  public synchronized Page<EventRoute> list(@Nullable String after, int size) {
    List<EventRoute> rest =
        new ArrayList<>((after == null ? routes : routes.tailMap(after, false)).values());
    return new Page<>(rest.subList(0, Math.min(size, rest.size())), rest.size() > size);
  }

  private static Refused notFound() {
    return new Refused(
        Code.EVENT_ROUTE_NOT_FOUND,
        "There is no route available that matches the provided input. Check for all valid event"
            + " routes by calling EventRoute_List. See Swagger example"
            + " (https://aka.ms/RouteSwSmpl).");
  }
}
