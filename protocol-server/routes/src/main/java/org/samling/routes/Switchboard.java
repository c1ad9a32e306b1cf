package org.samling.routes;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.RoutesBuilder;

/** The routes of one protocol within Camel, with a producer held for each. */
public final class Switchboard {

  private final Map<String, Producer> producers = new HashMap<>();

  /**
   * Adds routes to a started context.
   *
   * @param uris the routes' endpoints
   */
  public Switchboard(CamelContext camel, RoutesBuilder routes, Collection<String> uris) {
    try {
      camel.addRoutes(routes);
      for (var uri : uris) {
        var producer = camel.getEndpoint(uri).createProducer();
        producer.start();
        producers.put(uri, producer);
      }
    } catch (Exception e) {
      throw new IllegalStateException("the routes " + uris + " could not be started", e);
    }
  }

  /**
   * Sends a body through a route.
   *
   * @param uri the route's endpoint
   * @return the body that the route left
   * @throws Exception whatever the route did not handle
   */
  public Object send(String uri, Object body) throws Exception {
    var producer = producers.get(uri);
    if (producer == null) {
      throw new IllegalStateException("there is no route " + uri);
    }
    var exchange = producer.getEndpoint().createExchange();
    exchange.getIn().setBody(body);
    producer.process(exchange);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return Objects.requireNonNull(exchange.getMessage().getBody());
  }
}
