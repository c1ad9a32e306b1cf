package org.samling.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.schema.Provisioning;

/** A database of the tests' server, for servers that are processes of their own. */
final class ExternalDatabase {

  private ExternalDatabase() {}

  /** A configuration for an empty database of the tests' server, with its owner. */
  static Path configuration(String url) throws IOException {
    return configuration(TestLibrary.roles(url));
  }

  /** The same for a database of any server, which its two roles reach. */
  static Path configuration(Provisioning.Roles roles) throws IOException {
    var config = ServerProcess.emptyConfiguration();
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
                        roles.url(),
                        roles.application(),
                        roles.applicationPassword().value(),
                        roles.owner(),
                        roles.ownerPassword().value())));
    return config;
  }
}
