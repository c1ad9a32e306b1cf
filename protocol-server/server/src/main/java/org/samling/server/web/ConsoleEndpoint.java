package org.samling.server.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
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

  /** What the console knows of the request that it works for. */
  public static RequestScopes scopes() {
    return new RequestScopes() {
      @Override
      public Runnable within(RoutingContext context, Runnable work) {
        var scope = RequestScope.of(context);
        return () -> scope.run(work);
      }

      @Override
      public boolean isEncrypted(RoutingContext context) {
        return RequestOrigin.of(context).isEncrypted();
      }
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
