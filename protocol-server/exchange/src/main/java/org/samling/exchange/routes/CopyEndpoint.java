package org.samling.exchange.routes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.Component;
import org.apache.camel.Message;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint at which each route gets a copy of every message. Safe for use by many threads. */
final class CopyEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

  private final List<CopyConsumer> consumers = new CopyOnWriteArrayList<>();

  CopyEndpoint(String uri, Component component) {
    super(uri, component);
  }

  /**
   * Gives each route that is running a copy. Never waits: a route that has too many waiting gets
   * none.
   */
  void copy(Consumer<Message> writer) {
    for (var consumer : consumers) {
      consumer.offer(() -> {
        var exchange = createExchange();
        writer.accept(exchange.getIn());
        return exchange;
      });
    }
  }

  void add(CopyConsumer consumer) {
    consumers.add(consumer);
  }

  void remove(CopyConsumer consumer) {
    consumers.remove(consumer);
  }

  @Override
  public CopyConsumer createConsumer(Processor processor) throws Exception {
    var consumer = new CopyConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "nothing can be sent to %s; a route begins with it".formatted(getEndpointUri()));
  }

  @Override
  public boolean isMultipleConsumersSupported() {
    return true;
  }
}
