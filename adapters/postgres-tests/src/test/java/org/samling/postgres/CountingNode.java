package org.samling.postgres;

import java.util.concurrent.atomic.AtomicBoolean;
import org.samling.core.StoreException;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.DatabaseSettings;

/** A node that counts, in a process of its own, until its standard input ends. */
final class CountingNode {

  static final String PASSWORD = "COUNTING_NODE_PASSWORD";

  /** So few events at once that a kill falls among many transactions. */
  private static final int PAGE = 3;

  private CountingNode() {}

  /**
   * Runs a node.
   *
   * @param args the database's address, its user, and the tenant
   */
  public static void main(String[] args) throws Exception {
    var settings =
        new DatabaseSettings(
            args[0],
            args[1],
            new Secret(System.getenv(PASSWORD)),
            4,
            64,
            1_000,
            TestLibrary.ANSWER_WITHIN);
    var tenant = new TenantId(Integer.parseInt(args[2]));
    var goesOn = new AtomicBoolean(true);
    try (var store = new PostgresStore(settings, TestLibrary.keyring())) {
      var work =
          Thread.ofPlatform()
              .start(() -> {
                while (goesOn.get()) {
                  try {
                    store.statistics().count(tenant, PAGE);
                  } catch (StoreException e) {
                    e.printStackTrace(); // and tried again, as the job is
                  }
                }
              });
      while (System.in.read() >= 0) {
        // Nothing is said to a node but that it should end.
      }
      goesOn.set(false);
      work.join();
    }
  }
}
