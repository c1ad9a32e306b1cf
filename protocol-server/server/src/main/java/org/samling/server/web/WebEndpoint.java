package org.samling.server.web;

import io.vertx.ext.web.Router;

/** A part of what the HTTP listener serves. */
public interface WebEndpoint {

  /** Adds the paths that it answers. */
  void addTo(Router router);
}
