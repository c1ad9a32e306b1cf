package org.samling.server.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.samling.core.requests.CurrentRequest;

/**
 * Writes the id of the request that a line belongs to, in brackets; nothing where there is none.
 */
public final class RequestConverter extends ClassicConverter {

  /** Called by Logback. */
  public RequestConverter() {}

  @Override
  public String convert(ILoggingEvent event) {
    var id = CurrentRequest.id();
    return id == null ? "" : " [" + id + "]";
  }
}
