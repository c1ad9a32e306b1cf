package org.samling.server.web;

import io.vertx.ext.web.Router;
import java.time.Duration;
import org.samling.console.Console;

/** The console over HTTP. */
public final class ConsoleEndpoint implements WebEndpoint {

  private final Console console;
  private final Duration within;

  /**
   * Makes it of the console.
   *
   * @param within how long a file may take to arrive
   */
  public ConsoleEndpoint(Console console, Duration within) {
    this.console = console;
    this.within = within;
  }

  @Override
  public void addTo(Router router) {
    console.addTo(
        router,
        context -> {
          var body = new ArrivingBody(context);
          return () -> body.open(within);
        });
  }
}
