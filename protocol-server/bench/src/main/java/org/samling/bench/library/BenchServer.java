package org.samling.bench.library;

import java.util.Map;
import org.samling.bench.measure.Superuser;
import org.samling.core.organisation.Secret;
import org.samling.library.Library;
import org.samling.library.config.Configuration;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.schema.Provisioning;

/**
 * The library in a bench's embedded database, which differs from a server's in one respect: it
 * accepts as many connections as pgbench may need clients.
 *
 * @param server the database
 * @param library the library in it
 * @param configuration the configuration with which the library was opened
 * @param superuser runs statements that the application is not allowed
 */
public record BenchServer(
    EmbeddedPostgres server, Library library, Configuration configuration, Superuser superuser)
    implements AutoCloseable {

  /** The database's maximum number of connections. */
  static final int CONNECTIONS = 400;

  private static final String DATABASE = "samling";

  /**
   * Starts the database and opens the library.
   *
   * @throws IllegalArgumentException if the configuration names no embedded database
   */
  public static BenchServer start(Configuration configuration) {
    if (!(configuration.store().database() instanceof Configuration.Embedded embedded)) {
      throw new IllegalArgumentException("the bench runs on the embedded database");
    }
    var server =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Settings(
                embedded.directory(),
                embedded.port(),
                Map.of("max_connections", Integer.toString(CONNECTIONS))));
    try {
      var login = server.superuser();
      var roles =
          Provisioning.prepare(
              server.url("postgres"),
              login.user(),
              new Secret(login.password()),
              DATABASE,
              server.url(DATABASE));
      var external = onExternal(configuration, roles);
      return new BenchServer(server, Library.open(external), external, new Superuser(server));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Configuration onExternal(Configuration c, Provisioning.Roles roles) {
    var database =
        new Configuration.External(
            roles.url(),
            roles.application(),
            roles.applicationPassword(),
            new Configuration.Owner(roles.owner(), roles.ownerPassword()));
    return c.with(c.store().before(database));
  }

  @Override
  public void close() {
    library.close();
    server.close();
  }
}
