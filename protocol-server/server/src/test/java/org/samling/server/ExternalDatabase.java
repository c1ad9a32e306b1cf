package org.samling.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.samling.core.organisation.Secret;
import org.samling.postgres.Provisioning;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.embedded.TestPostgres;

/** A database of the tests' server, for servers that are processes of their own. */
final class ExternalDatabase {

  private ExternalDatabase() {}

  /** A configuration for an empty database of the tests' server, with its owner. */
  static Path configuration(String url) throws IOException, SQLException {
    var roles = roles(url);
    var config = ServerProcess.configuration();
    Files.writeString(
        config,
        Files.readString(config)
            .replace(
                "embedded:\n    directory: library\n    port: 0\n",
                """
                url: "%s"
                  user: %s
                  password: "%s"
                  owner: %s
                  owner-password: "%s"
                """
                    .formatted(
                        url,
                        roles.application(),
                        roles.applicationPassword().value(),
                        roles.owner(),
                        roles.ownerPassword().value())));
    return config;
  }

  private static Provisioning.Roles roles(String url) throws SQLException {
    EmbeddedPostgres server = TestPostgres.server();
    var superuser = server.superuser();
    var name = url.substring(url.lastIndexOf('/') + 1);
    var roles =
        Provisioning.prepare(
            server.url("postgres"), superuser.user(), new Secret(superuser.password()), name, url);
    try (var connection = TestPostgres.connect(url);
        var statement = connection.createStatement()) {
      statement.execute("alter database \"%s\" owner to %s".formatted(name, roles.owner()));
    }
    return roles;
  }
}
