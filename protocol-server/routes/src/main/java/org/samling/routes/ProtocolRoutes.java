package org.samling.routes;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/**
 * The routes of a protocol: one for each operation. A request is the body that comes in, and its
 * answer the body that is left.
 */
public abstract class ProtocolRoutes extends RouteBuilder {

  /** Routes without any. */
  protected ProtocolRoutes() {}

  /**
   * What a route does with its requests.
   *
   * @param <R> the request, by whose type the route is chosen
   * @param operation gives the answer
   */
  @SuppressWarnings("unchecked") // the route of a request is chosen by its type
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
  @SuppressWarnings("unchecked") // the route of a request is chosen by its type
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
