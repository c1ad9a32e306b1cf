package org.samling.exchange.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.samling.core.circulation.Commands;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.routes.registry.PersonEvents;
import org.samling.testing.Checkout;

/**
 * A running library of two tenants of both of which the person {@link TestPatrons#CPR} is a patron.
 */
public final class RegistryLibrary implements AutoCloseable {

  /** A number that is no patron's. */
  static final String NOBODY = "1802709876";

  public final TestLibrary library = TestLibrary.inOwnDatabase();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final PersonEvents events;

  public RegistryLibrary() {
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.north, "N");
    TestPatrons.patron().cpr(TestPatrons.CPR).put(library, library.south, "S");
    camel.disableJMX();
    camel.start();
    events =
        new PersonEvents(
            camel, library.store.persons(), new Commands(library.store, Duration.ofSeconds(10)));
  }

  public CamelContext camel() {
    return camel;
  }

  public PersonEvents events() {
    return events;
  }

  /**
   * A file with an event of each kind for the person, one for nobody, and two faults, put where a
   * test wants it.
   */
  public static Path mixed(Path file) throws IOException {
    return Files.copy(Checkout.file("test-fixtures/registry/mixed.jsonl"), file);
  }

  public long count(TenantId tenant, String sql) {
    return library.count(tenant, sql);
  }

  @Override
  public void close() {
    camel.stop();
    library.close();
  }
}
