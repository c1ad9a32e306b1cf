package org.samling.server.web;

import io.vertx.ext.web.Router;
import java.time.Duration;
import org.samling.console.Console;
import org.samling.console.web.RequestScopes;

/** The console over HTTP. */
public final class ConsoleEndpoint implements WebEndpoint {

  private final Console console;
  private final Duration within;

  /**
   * Creates an instance.
   *
   * @param within how long a file may take to arrive
   */
  public ConsoleEndpoint(Console console, Duration within) {
    this.console = console;
    this.within = within;
  }

  /** Runs the console's work in the scope of its request. */
  public static RequestScopes scopes() {
    return (context, work) -> {
      var scope = RequestScope.of(context);
      return () -> scope.run(work);
    };
  }

  @Override
  public void addTo(Router router) {
    console.addTo(
        router,
        context -> {
          var body = new StreamedBody(context);
          return () -> body.open(within);
        });
  }
}
