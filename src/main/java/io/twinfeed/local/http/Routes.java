package io.twinfeed.local.http;

import io.vertx.ext.web.Router;

/** A group of requests that the server answers. */
interface Routes {
  /** Tells the router what it answers; called once for each event loop. */
  void register(Router router);
}
