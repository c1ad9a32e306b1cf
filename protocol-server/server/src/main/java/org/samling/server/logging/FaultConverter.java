package org.samling.server.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Where a fault happened, in lines of their own; nothing for one that the pool of connections to
 * the database met. When a database fails over, each connection tells of that in a line, whose
 * SQLSTATE says enough.
 */
public final class FaultConverter extends ThrowableProxyConverter {

  /** Made by the logger. */
  public FaultConverter() {}

  /** Whether where the fault of an event happened is of interest. */
  static boolean isOfInterest(ILoggingEvent event) {
    return !event.getLoggerName().startsWith(ShutdownNoiseFilter.POOL);
  }

  @Override
  public String convert(ILoggingEvent event) {
    return isOfInterest(event) ? super.convert(event) : "";
  }
}
