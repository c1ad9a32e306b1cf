package org.samling.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a line of the log has below it. */
class FaultConverterTest {

  private static LoggingEvent event(String logger) {
    var context = new LoggerContext();
    return new LoggingEvent(
        "", context.getLogger(logger), Level.WARN, "it broke", new SQLException("away"), null);
  }

  private static String below(String logger) {
    var word = new FaultConverter();
    word.start();
    return word.convert(event(logger));
  }

  @Test
  void whatThePoolMetIsALineAndOtherFaultsTellWhereTheyHappened() {
    assertThat(below("com.zaxxer.hikari.pool.ProxyConnection")).isEmpty();
    assertThat(below("org.samling.library.Library"))
        .startsWith("java.sql.SQLException: away")
        .contains("at " + FaultConverterTest.class.getName());
    assertThat(json("com.zaxxer.hikari.pool.ProxyConnection"))
        .contains("it broke")
        .doesNotContain("fault");
    assertThat(json("org.samling.library.Library")).contains("fault");
  }

  private static String json(String logger) {
    return new String(new JsonLines().encode(event(logger)), StandardCharsets.UTF_8);
  }
}
