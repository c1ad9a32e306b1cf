package org.samling.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.samling.postgres.embedded.ShutdownSequence;

/**
 * Drops the connection pool's messages about lost database connections while the process ends:
 * interrupted commands still hold connections when the database stops.
 */
public final class ShutdownNoiseFilter extends Filter<ILoggingEvent> {

  /** The prefix of the pool's loggers. */
  static final String POOL = "com.zaxxer.hikari.";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().startsWith(POOL) && ShutdownSequence.hasBegun()
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
