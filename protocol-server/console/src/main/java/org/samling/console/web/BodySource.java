package org.samling.console.web;

import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;

/** Reads the body of a request as a stream while it arrives, whatever its size. */
public interface BodySource {

  /** Pauses a body; called on the request's event loop, before any of it has been read. */
  PausedBody of(RoutingContext context);

  /** A paused body. */
  interface PausedBody {

    /**
     * Starts reading; called once, on a thread that may block.
     *
     * @return its bytes; reading throws {@link java.io.InterruptedIOException} after a time-out,
     *     and another {@link java.io.IOException} if the connection is lost
     */
    InputStream open();
  }
}
