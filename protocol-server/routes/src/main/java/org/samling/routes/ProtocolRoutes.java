package org.samling.routes;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * The route of a protocol. A request is the body that comes in, and its reply is the body that is
 * left; the request's operation selects its handler. A route for each operation would make a
 * server's start noticeably longer.
 */
public abstract class ProtocolRoutes extends RouteBuilder {

  private final Map<Object, Processor> operations = new HashMap<>();

  /** A route that answers nothing yet. */
  protected ProtocolRoutes() {}

  /**
   * Sets the handler of an operation.
   *
   * @param <R> the operation's type of request
   * @param operation the operation's key
   * @param answer returns the reply
   */
  protected final <R> void answer(Object operation, Function<R, ?> answer) {
    operations.put(operation, to(answer));
  }

  /** The keys of the operations that have a handler. */
  protected final Set<Object> operations() {
    return operations.keySet();
  }

  /**
   * Begins the route of all operations.
   *
   * @param <R> the requests
   * @param uri its endpoint: {@code direct:} and its name
   * @param operation returns the key of a request's operation
   */
  @SuppressWarnings("unchecked") // the protocol's own service sends its requests only
  protected final <R> void route(String uri, Function<R, ?> operation) {
    from(uri)
        .routeId(uri.substring("direct:".length()))
        .process(exchange -> {
          var key = operation.apply((R) request(exchange));
          var handler = operations.get(key);
          if (handler == null) {
            throw new IllegalStateException("no handler for the operation " + key);
          }
          handler.process(exchange);
        });
  }

  /**
   * The processor that replaces a request by its reply.
   *
   * @param <R> the request
   * @param operation returns the reply
   */
  @SuppressWarnings("unchecked") // a request's handler is chosen by its operation
  protected static <R> Processor to(Function<R, ?> operation) {
    return exchange -> answer(exchange, operation.apply((R) request(exchange)));
  }

  /**
   * The processor that replaces a request by the reply to a failure of its operation.
   *
   * @param <R> the request
   * @param type the type of the exception
   * @param answer makes the reply from the request and the exception
   */
  @SuppressWarnings("unchecked") // a protocol's route takes its own requests only
  protected static <R, E extends Exception> Processor failed(
      Class<E> type, BiFunction<R, E, ?> answer) {
    return exchange ->
        answer(
            exchange,
            answer.apply(
                (R) request(exchange),
                Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, type))));
  }

  private static Object request(Exchange exchange) {
    return Objects.requireNonNull(exchange.getMessage().getBody());
  }

  private static void answer(Exchange exchange, Object answer) {
    exchange.getMessage().setBody(answer);
  }
}
