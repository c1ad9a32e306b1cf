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
 * The route of a protocol. A request is the body that comes in, and its answer the body that is
 * left; what answers it is found by its operation. A route for each operation would make each start
 * of a server noticeably longer.
 */
public abstract class ProtocolRoutes extends RouteBuilder {

  private final Map<Object, Processor> operations = new HashMap<>();

  /** A route that answers nothing yet. */
  protected ProtocolRoutes() {}

  /**
   * Says what answers an operation.
   *
   * @param <R> the request, as the operation has it
   * @param operation what tells it from others
   * @param answer gives the answer
   */
  protected final <R> void answer(Object operation, Function<R, ?> answer) {
    operations.put(operation, to(answer));
  }

  /** The operations that are answered. */
  protected final Set<Object> operations() {
    return operations.keySet();
  }

  /**
   * Begins the route of all operations.
   *
   * @param <R> the requests
   * @param uri where it begins, {@code direct:} and its name
   * @param operation tells the operation of a request
   */
  @SuppressWarnings("unchecked") // the protocol's own service sends its requests only
  protected final <R> void route(String uri, Function<R, ?> operation) {
    from(uri)
        .routeId(uri.substring("direct:".length()))
        .process(exchange -> {
          var asked = operation.apply((R) request(exchange));
          var answering = operations.get(asked);
          if (answering == null) {
            throw new IllegalStateException("nothing answers " + asked);
          }
          answering.process(exchange);
        });
  }

  /**
   * What a route does with its requests.
   *
   * @param <R> the request
   * @param operation gives the answer
   */
  @SuppressWarnings("unchecked") // what answers a request is chosen by its operation
  protected static <R> Processor to(Function<R, ?> operation) {
    return exchange -> answer(exchange, operation.apply((R) request(exchange)));
  }

  /**
   * What a route answers where its operation threw something.
   *
   * @param <R> the request
   * @param type what was thrown
   * @param answer makes the answer of both
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
