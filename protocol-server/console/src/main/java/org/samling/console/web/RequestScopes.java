package org.samling.console.web;

import io.vertx.ext.web.RoutingContext;

/** Runs work in the scope of its request, so that every layer below knows the request. */
public interface RequestScopes {

  /**
   * Returns the work bound to the request; called on the request's event loop.
   *
   * @param work the work, run later on another thread
   */
  Runnable within(RoutingContext context, Runnable work);

  /** Whether the browser uses HTTPS, to this server or to a proxy before it. */
  boolean isEncrypted(RoutingContext context);
}
