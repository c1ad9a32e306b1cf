package org.samling.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Camel's contexts, in which routes run. */
public final class CamelContexts {

  private CamelContexts() {}

  /** Starts a context without routes, which the caller stops. */
  public static CamelContext start() {
    var camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    return camel;
  }
}
