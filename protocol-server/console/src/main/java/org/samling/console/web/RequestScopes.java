package org.samling.console.web;

import io.vertx.ext.web.RoutingContext;

/** Runs work in the scope of its request, so that every layer below knows the request. */
@FunctionalInterface
public interface RequestScopes {

  /**
   * Returns the work bound to the request; called on the request's event loop.
   *
   * @param work the work, run later on another thread
   */
  Runnable within(RoutingContext context, Runnable work);
}
