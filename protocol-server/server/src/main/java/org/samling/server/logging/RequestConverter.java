package org.samling.server.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.samling.core.requests.CurrentRequest;

/** The request that a line is of, in brackets; nothing where it is of none. */
public final class RequestConverter extends ClassicConverter {

  /** Made by the logger. */
  public RequestConverter() {}

  @Override
  public String convert(ILoggingEvent event) {
    var id = CurrentRequest.id();
    return id == null ? "" : " [" + id + "]";
  }
}
