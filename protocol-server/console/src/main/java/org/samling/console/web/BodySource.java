package org.samling.console.web;

import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;

/** Lets the body of a request be read while it arrives, whatever its size. */
public interface BodySource {

  /** Has a body wait; called on the request's event loop, before anything of it was read. */
  Arriving of(RoutingContext context);

  /** A body that waits to be read. */
  interface Arriving {

    /**
     * Begins to take it; once, on a thread that may wait.
     *
     * @return its bytes; reading throws {@link java.io.InterruptedIOException} when it takes longer
     *     than it may, and another {@link java.io.IOException} when it broke off
     */
    InputStream open();
  }
}
