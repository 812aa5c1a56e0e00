package io.twinfeed.local.event;

/**
 * Which events go to which endpoint.
 *
 * @param id unique among the routes, case-sensitive
 * @param filter a condition on events, as it was written
 */
public record EventRoute(String id, String endpointName, String filter) {}
