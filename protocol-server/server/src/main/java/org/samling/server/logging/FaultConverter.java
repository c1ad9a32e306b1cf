package org.samling.server.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Writes the stack trace of a fault; nothing for faults of the database connection pool. When a
 * database fails over, each connection logs a line, whose SQLSTATE is enough.
 */
public final class FaultConverter extends ThrowableProxyConverter {

  /** Called by Logback. */
  public FaultConverter() {}

  /** Whether the stack trace of an event's fault is logged. */
  static boolean isOfInterest(ILoggingEvent event) {
    return !event.getLoggerName().startsWith(ShutdownNoiseFilter.POOL);
  }

  @Override
  public String convert(ILoggingEvent event) {
    return isOfInterest(event) ? super.convert(event) : "";
  }
}
