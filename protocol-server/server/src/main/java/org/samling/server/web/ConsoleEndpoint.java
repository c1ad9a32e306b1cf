package org.samling.server.web;

import io.vertx.ext.web.Router;
import org.samling.console.Console;

/** The console over HTTP. */
public final class ConsoleEndpoint implements WebEndpoint {

  private final Console console;

  /** Makes it of the console. */
  public ConsoleEndpoint(Console console) {
    this.console = console;
  }

  @Override
  public void addTo(Router router) {
    console.addTo(router);
  }
}
