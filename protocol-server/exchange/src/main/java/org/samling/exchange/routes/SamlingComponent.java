package org.samling.exchange.routes;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The endpoints that operators' routes begin with: {@code samling:} and a name. */
final class SamlingComponent extends DefaultComponent {

  private static final String NAME = "samling";
  private static final String NOTICES = "notices";

  /**
   * Copies of the notices that their channels took, in a context to which it is added if needed.
   */
  static CopyEndpoint notices(CamelContext camel) {
    addTo(camel);
    return camel.getEndpoint(NAME + ":" + NOTICES, CopyEndpoint.class);
  }

  /** Adds the component to a context, once. */
  static void addTo(CamelContext camel) {
    if (camel.hasComponent(NAME) == null) {
      camel.addComponent(NAME, new SamlingComponent());
    }
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    if (!remaining.equals(NOTICES)) {
      throw new IllegalArgumentException(
          "there is no endpoint %1$s:%2$s; there is %1$s:%3$s".formatted(NAME, remaining, NOTICES));
    }
    if (!parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "%s:%s takes no parameters; remove %s".formatted(NAME, remaining, parameters.keySet()));
    }
    return new CopyEndpoint(uri, this);
  }
}
