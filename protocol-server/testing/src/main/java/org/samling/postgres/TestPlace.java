package org.samling.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;
import org.samling.core.login.LoginLimits;
import org.samling.core.login.PinLimits;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.postgres.hashing.HashingLimits;
import org.samling.postgres.schema.Provisioning;

/**
 * A database with an open store, used by the libraries of successive tests: creating a database
 * takes a quarter of a second and leaves every cache cold. Each library's tenants are new ones,
 * with ids that were never used here, so that nothing that a store or a server remembers of a
 * tenant belongs to an earlier one.
 */
public final class TestPlace {

  /**
   * Below are the tenants that tests create themselves; the store of their places never saw them.
   */
  private static final int FIRST_TENANT = 1_000;

  /** Failed logins of one test must not affect the next, which shares the store. */
  private static final LoginLimits UNLIMITED =
      new LoginLimits(100_000, 100_000, 100_000, new PinLimits(100_000, 100_000));

  /** How often a place is emptied before a deadlock fails the test. */
  private static final int ATTEMPTS = 5;

  private static final String DEADLOCK = PSQLState.DEADLOCK_DETECTED.getState();

  private static final Deque<TestPlace> FREE = new ArrayDeque<>();
  private static Provisioning.@Nullable Roles ofServer;

  /** The two roles, with access to its database. */
  public final Provisioning.Roles roles;

  final PostgresStore store;

  /** For the libraries of successive tests. */
  final TestQuestions questions;

  private final KeptConnection superuser;
  private final String mark;
  private int tenants = FIRST_TENANT;
  private boolean isRemembered;

  private TestPlace() {
    roles = roles(copy());
    store =
        new PostgresStore(
            TestLibrary.settings(roles, 64),
            TestLibrary.keyring(),
            null,
            UNLIMITED,
            HashingLimits.USUAL);
    questions = new TestQuestions(roles);
    superuser = new KeptConnection(() -> TestPostgres.connect(roles.url()));
    mark = text("select pristine.mark()");
  }

  /** A copy of the template, a database of its own. */
  static String copy() {
    try {
      return TestPostgres.copyDatabase(TestCluster.TEMPLATE);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The two roles of this JVM's server, with access to a prepared database of it. */
  static synchronized Provisioning.Roles roles(String url) {
    var known = ofServer;
    if (known == null) {
      known = TestCluster.prepare(TestPostgres.server(), url);
      ofServer = known;
    }
    var name = TestPostgres.name(url);
    try (var connection = TestPostgres.connect(url);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          alter database "%1$s" owner to %2$s; revoke all on database "%1$s" from public;
          grant connect on database "%1$s" to %3$s
          """
              .formatted(name, known.owner(), known.application()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Provisioning.Roles(
        url,
        known.owner(),
        known.ownerPassword(),
        known.application(),
        known.applicationPassword());
  }

  /** Returns an empty place, for one library. */
  public static TestPlace acquire() {
    synchronized (FREE) {
      var free = FREE.poll();
      return free != null ? free : new TestPlace();
    }
  }

  /** Returns the place, emptied; it is not used again if more than rows was changed. */
  public void release() {
    if (!empty()) {
      close();
      return;
    }
    synchronized (FREE) {
      FREE.push(this);
    }
  }

  /**
   * Empties it for the next library.
   *
   * @return false if more than rows was changed, so that it can't be used again
   */
  public boolean empty() {
    if (!text("select pristine.mark()").equals(mark) || !store.isReady()) {
      return false;
    }
    for (int attempt = 1; !emptied(attempt == ATTEMPTS); attempt++) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return true;
  }

  /**
   * Whether it was emptied: a server's own job may write to the same tables in another order, and
   * PostgreSQL ends one of two transactions that wait for each other.
   */
  private boolean emptied(boolean last) {
    try {
      execute("select pristine.empty()");
      return true;
    } catch (IllegalStateException e) {
      if (last || !(e.getCause() instanceof SQLException s && DEADLOCK.equals(s.getSQLState()))) {
        throw e;
      }
      return false;
    }
  }

  /** Closes it and drops its database. */
  public void close() {
    store.close();
    questions.close();
    superuser.close();
    try {
      TestPostgres.dropDatabase(roles.url());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Creates the two libraries of a {@link TestLibrary} with ids of their own: the first time
   * through the store, afterwards from a copy in the database. PINs are hashed for one tenant, so
   * the store writes the patrons every time.
   *
   * @return their tenants, north and south
   */
  List<TenantId> createLibraries() {
    var north = new TenantId(++tenants);
    var south = new TenantId(++tenants);
    if (isRemembered) {
      execute("select pristine.furnish(%s, %s)".formatted(north, south));
    } else {
      reserve(north, "north");
      reserve(south, "south");
      TestTenant.putWithoutPatrons(store, "north");
      TestTenant.putWithoutPatrons(store, "south");
      execute("select pristine.remember(%s, %s)".formatted(north, south));
      isRemembered = true;
    }
    TestTenant.putPatrons(store, north);
    TestTenant.putPatrons(store, south);
    return List.of(north, south);
  }

  private void reserve(TenantId tenant, String code) {
    execute(
        """
        insert into samling.tenant (id, code, name, time_zone, currency)
        values (%s, '%s', 'Reserved', 'Europe/Copenhagen', 'DKK')
        """
            .formatted(tenant, code));
  }

  /** Executes SQL in the database, bypassing all restrictions. */
  public void execute(String sql) {
    superuser.on(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    });
  }

  /** Returns a text from the database, bypassing all restrictions. */
  public String text(String sql) {
    return superuser.on(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      }
    });
  }
}
