package org.samling.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.samling.library.config.LogSettings;
import org.slf4j.LoggerFactory;

/** Applies the configuration of the log. */
public final class Logging {

  /** The system property that overrides the configured level. */
  private static final String LEVEL = "samling.log.level";

  private static final String OWN = "org.samling";

  private Logging() {}

  /** Applies the settings from now on. */
  public static void apply(LogSettings settings) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // another logging library, in tests
    }
    if (System.getProperty(LEVEL) == null) {
      context.getLogger(OWN).setLevel(Level.toLevel(settings.level().name()));
    }
    if (settings.format() == LogSettings.Format.JSON) {
      context
          .getLogger(Logger.ROOT_LOGGER_NAME)
          .iteratorForAppenders()
          .forEachRemaining(appender -> {
            if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
              var lines = new JsonLines();
              lines.setContext(context);
              lines.start();
              console.stop();
              console.setEncoder(lines);
              console.start();
            }
          });
    }
  }
}
