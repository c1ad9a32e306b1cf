package org.samling.routes;

import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The Camel route of a protocol's messages, and the only way onto it. One route carries all of a
 * protocol's messages: a route for each of them would make a server's start noticeably longer.
 *
 * @param <X> the messages
 * @param <A> the answers
 */
public final class Switchboard<X extends Message<A>, A> {

  private final ProtocolRoutes<X, ?, A> routes;
  private final Outlet<Call<X, A>> outlet;

  /**
   * Adds a route to a started context.
   *
   * @throws IllegalStateException when a message has no handler, or the route can't be started
   */
  public Switchboard(CamelContext camel, ProtocolRoutes<X, ?, A> routes) {
    routes.check();
    this.routes = routes;
    var endpoint = camel.getEndpoint("direct:" + routes.name());
    CamelRoute.start(
        camel,
        routes.name(),
        endpoint,
        exchange -> call(exchange).handle(),
        routes.failures().stream().map(Switchboard::answered).toList());
    outlet =
        new Outlet<>(
            "the route " + routes.name(), endpoint, (call, message) -> message.setBody(call));
  }

  private static CamelRoute.Failure answered(Class<? extends Exception> type) {
    return new CamelRoute.Failure(type, true, exchange -> call(exchange).fail(type, exchange));
  }

  /**
   * Sends a message to its handler, on the caller's thread. A failure for which no answer is
   * registered is thrown as it is.
   */
  public A send(X message) {
    var call = new Call<X, A>(routes, message);
    try {
      outlet.send(call);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the route " + routes.name() + " failed", e);
    }
    return call.answer();
  }

  private static Call<?, ?> call(Exchange exchange) {
    return Call.class.cast(Objects.requireNonNull(exchange.getMessage().getBody()));
  }

  /** A message on its way, and its answer: the body of Camel's exchange, which has no types. */
  private static final class Call<X extends Message<A>, A> {

    private final ProtocolRoutes<X, ?, A> routes;
    private final X message;
    private @Nullable A answer;

    Call(ProtocolRoutes<X, ?, A> routes, X message) {
      this.routes = routes;
      this.message = message;
    }

    A answer() {
      if (answer == null) {
        throw new IllegalStateException("the route " + routes.name() + " left no answer");
      }
      return answer;
    }

    void handle() throws Exception {
      answer = routes.answer(message);
    }

    void fail(Class<? extends Exception> type, Exchange exchange) {
      answer =
          routes.failed(
              message,
              type,
              Objects.requireNonNull(
                  exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
    }
  }
}
