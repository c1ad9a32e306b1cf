package org.samling.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.samling.postgres.embedded.ShutdownSequence;

/**
 * Leaves out that the pool of connections to the database loses them while the process ends: the
 * commands that are cut short have them then, and the database is stopped.
 */
public final class ShutdownNoiseFilter extends Filter<ILoggingEvent> {

  /** What loggers of the pool are called. */
  static final String POOL = "com.zaxxer.hikari.";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().startsWith(POOL) && ShutdownSequence.hasBegun()
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
