package org.samling.server;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.samling.console.web.FrontPage;
import org.samling.core.StoreException;
import org.samling.core.organisation.Tenants;
import org.samling.library.Version;
import org.samling.server.web.Health;

/**
 * What the front page tells of a server that listens: where it listens, and for which libraries.
 *
 * @param sip2 the ports of SIP2; as the others, asked for whenever the page is shown, since some
 *     are known only once they are open
 */
record OpenedFront(
    Health health,
    Tenants tenants,
    Supplier<List<Integer>> sip2,
    IntSupplier z3950,
    IntSupplier http) {

  FrontPage page() {
    return new FrontPage(
        Version.text(),
        health.isReady(),
        List.of(
            new FrontPage.Listener(
                "SIP2",
                sip2.get().stream().map(Object::toString).collect(Collectors.joining(", ")),
                "sip2"),
            new FrontPage.Listener("Z39.50", Integer.toString(z3950.getAsInt()), "z3950"),
            new FrontPage.Listener("SRU", "/sru/DATABASE", "sru"),
            new FrontPage.Listener("NCIP", "POST /ncip", "ncip"),
            new FrontPage.Listener("ISO 18626", "POST /iso18626", "iso18626"),
            new FrontPage.Listener("SIP2 (XML)", "POST /rest/sip2/ISIL", "sip2-xml"),
            new FrontPage.Listener("REST", "/rest/v1", "rest"),
            new FrontPage.Listener("HTTP", Integer.toString(http.getAsInt()), "http")),
        libraries());
  }

  private List<FrontPage.Library> libraries() {
    try {
      return health.isStoreReady()
          ? tenants.all().stream().map(t -> new FrontPage.Library(t.code(), t.name())).toList()
          : List.of();
    } catch (StoreException e) {
      return List.of();
    }
  }
}
