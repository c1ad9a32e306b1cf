package org.samling.console.web;

import io.vertx.ext.web.RoutingContext;

/** Says for what request something is done, to every layer below. */
@FunctionalInterface
public interface RequestScopes {

  /**
   * The same work, done for a request; to be asked for on the request's event loop.
   *
   * @param work what is done later, on another thread
   */
  Runnable within(RoutingContext context, Runnable work);
}
