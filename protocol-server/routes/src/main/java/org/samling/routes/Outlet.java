package org.samling.routes;

import java.util.function.BiConsumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.Producer;

/**
 * A way from Samling into Camel: an endpoint that takes things of one type. Safe for use by many
 * threads.
 *
 * @param <T> what is sent
 */
public final class Outlet<T> implements AutoCloseable {

  private final Endpoint endpoint;
  private final Producer producer;
  private final BiConsumer<T, Message> writer;

  /**
   * Starts the endpoint, where it is not started yet.
   *
   * @param name what it is for, as an operator knows it
   * @param writer writes what is sent into Camel's message, in the endpoint's terms
   * @throws IllegalStateException when nothing can be sent there
   */
  public Outlet(String name, Endpoint endpoint, BiConsumer<T, Message> writer) {
    this.endpoint = endpoint;
    this.writer = writer;
    try {
      endpoint.start();
      producer = endpoint.createProducer();
      producer.start();
    } catch (Exception e) {
      // Without the endpoint's address, which may have a password in it.
      throw new IllegalStateException("%s can't send".formatted(name), e);
    }
  }

  /**
   * Sends on the caller's thread.
   *
   * @throws Exception the failure of whoever takes it, as it is
   */
  public void send(T what) throws Exception {
    var exchange = endpoint.createExchange();
    writer.accept(what, exchange.getIn());
    producer.process(exchange);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
  }

  /** Stops the endpoint. */
  @Override
  public void close() {
    producer.stop();
    endpoint.stop();
  }
}
