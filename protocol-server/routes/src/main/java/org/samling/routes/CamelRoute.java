package org.samling.routes;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * Makes Camel's routes, whatever they begin with: messages of a {@link Switchboard}, or the files
 * of a {@link WatchedFolder}. Each has one step.
 */
final class CamelRoute {

  private CamelRoute() {}

  /**
   * What is done after a failure.
   *
   * @param type the failures, also as a cause; of several types the most specific counts
   * @param isHandled whether the failure ends here; otherwise whoever began the route gets it
   */
  record Failure(Class<? extends Exception> type, boolean isHandled, Processor step) {}

  /**
   * Adds a route to a started context, and starts it.
   *
   * @param id its name, unique within the context
   * @throws IllegalStateException when it can't be started
   */
  static void start(
      CamelContext camel, String id, Endpoint from, Processor step, List<Failure> failures) {
    try {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              errorHandler(defaultErrorHandler().logExhausted(false));
              for (var failure : failures) {
                onException(failure.type()).handled(failure.isHandled()).process(failure.step());
              }
              from(from).routeId(id).process(caught(id, step));
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException("the route %s could not be started".formatted(id), e);
    }
  }

  /**
   * Makes exceptions of errors, such as a stack that overflows. Camel lets them pass, and whoever
   * waits for the end of the route would wait forever.
   */
  private static Processor caught(String id, Processor step) {
    return exchange -> {
      try {
        step.process(exchange);
      } catch (Error e) {
        throw new IllegalStateException("the route %s failed: %s".formatted(id, e), e);
      }
    };
  }
}
