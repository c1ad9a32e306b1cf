package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.ThousandLoans.fill;

import io.netty.pkitesting.CertificateBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.Samling;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.schema.Migrations;

/** {@code check} and {@code doctor}, on a library that is served and on one that can't be. */
class CheckupTest {

  @TempDir Path directory;

  private static String run(int code, String... words) {
    var said = new StringWriter();
    assertThat(Samling.run(new PrintWriter(said), words)).as(said.toString()).isEqualTo(code);
    return said.toString();
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aLibraryThatIsServedIsWellAndOneThatIsNotIsToldOf() throws Exception {
    var config = ServerProcess.configuration();
    fill(config);
    var text = Files.readString(config);
    var http = freePort();
    var sip2 = freePort();
    Files.writeString(
        config,
        text.replace("sip2:\n  host: 127.0.0.1\n  port: 0", "sip2:\n  port: " + sip2)
            .replace("http:\n  host: 127.0.0.1\n  port: 0", "http:\n  port: " + http));
    assertThat(run(0, "check", "--config", config.toString()))
        .contains(
            "samling.yaml:9: sip2.port: port %d is free".formatted(sip2),
            "is not running",
            " 0 wrong");

    try (var _ = new OpenedServer(config)) {
      assertThat(run(0, "doctor", "--config", config.toString()))
          .contains(
              "ok    database: PostgreSQL 18",
              "ok    schema: migration",
              "ok    partitions: until",
              "ok    sip2: port %d is on-line".formatted(sip2),
              "ok    http: port %d is ready".formatted(http),
              "ok    index: records: 1, up to date",
              " 0 wrong");
      var other = config.resolveSibling("other.yaml");
      Files.writeString(
          other,
          Files.readString(config)
              + "import:\n  folders:\n    - {path: in, tenant: north, source: DK-1}\n"
              + "    - {path: more, tenant: nrth, source: DK-1}\n");
      assertThat(run(1, "check", "-q", "--config", other.toString()))
          .containsPattern("warn  \\S+other.yaml:9: sip2.port: \\S+ port %d can't".formatted(sip2))
          .containsPattern(
              "fail  \\S+other.yaml:\\d+: import.folders.tenant: there is no tenant nrth")
          .doesNotContain("tenant north")
          .contains(" 1 wrong");
      makeOld(config.resolveSibling("library"));
      assertThat(run(1, "doctor", "-q", "--config", config.toString()))
          .contains(
              "fail  schema: the database" + Migrations.OF_ANOTHER_SCHEMA, Migrations.INSTEAD);
    }
    assertThat(run(1, "doctor", "-q", "--config", config.toString()))
        .contains("is not running", "sip2: port %d does not answer".formatted(sip2));
    ServerProcess.delete(config);
  }

  /** The history of a database that a version before the first release made. */
  private static void makeOld(Path library) throws Exception {
    var superuser = EmbeddedPostgres.superuser(library);
    var url = EmbeddedPostgres.runningUrl(library, "samling").orElseThrow();
    try (var connection = DriverManager.getConnection(url, superuser.user(), superuser.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "update samling.flyway_schema_history set version = (version::int - 100)::text");
    }
  }

  @Test
  void whatAConfigurationRefersToAndIsNotThereIsToldWithItsLine() throws Exception {
    write("one", "CN=one");
    write("two", "CN=two");
    var port = freePort();
    var file = directory.resolve("samling.yaml");
    Files.writeString(
        file,
        """
        store: {embedded: {directory: one.pem/library}}
        tls:
          certificate: one.pem
          key: two-key.pem
        sip2:
          listeners:
            - {port: %1$d}
            - {port: 0, tls: true, certificate: two.pem, key: two-key.pem, client-certificate: optional, client-authorities: one-key.pem}
        z3950:
          port: %1$d
        """
            .formatted(port));
    assertThat(run(1, "check", "--config", file.toString()))
        .contains(
            "fail  %s:1: store.embedded.directory: %s does not exist and can't be created in %s"
                .formatted(
                    file, directory.resolve("one.pem/library"), directory.resolve("one.pem")),
            "fail  %s:3: the key %s is not that of the certificate %s"
                .formatted(file, directory.resolve("two-key.pem"), directory.resolve("one.pem")),
            "warn  %s:8: %s: CN=two, until".formatted(file, directory.resolve("two.pem")),
            "fail  %s:8: %s has no certificate that can be read"
                .formatted(file, directory.resolve("one-key.pem")),
            "fail  %s:10: z3950.port: port %d is already that of %s:7".formatted(file, port, file),
            " 4 wrong");
  }

  @Test
  void routesOfTheOperatorsAreCheckedEachFaultWithItsFileAndLine() throws Exception {
    var routes = Files.createDirectory(directory.resolve("routes"));
    var file = directory.resolve("samling.yaml");
    Files.writeString(
        file,
        """
        store: {embedded: {directory: library}}
        routes:
          directory: routes
          values:
            - {name: address, secret: "http://127.0.0.1:1/notices"}
        """);
    var route = routes.resolve("copies.camel.yaml");
    Files.writeString(
        route,
        """
        - route:
            from:
              uri: samling:notices
              steps:
                - to:
                    uri: "{{address}}"
        """);
    assertThat(run(0, "check", "--config", file.toString()))
        .contains("ok    %s: its routes are in order".formatted(routes));
    Files.writeString(route, Files.readString(route).replace("address", "adress"));
    assertThat(run(1, "check", "--config", file.toString()))
        .contains("fail  %s:1: ".formatted(route), "adress");
  }

  @Test
  void databaseThatRefusesThePasswordOrCanNotBeReachedFailsTheCheckAndTheServer() throws Exception {
    try (var library = new TestLibrary()) {
      var config = ExternalDatabase.configuration(library.roles.url());
      var right =
          Files.readString(config)
              .replace("keys: library/keys.properties", "keys: \"" + TestLibrary.keys() + '"');
      Files.writeString(config, right);
      var roles = library.roles;
      assertThat(run(0, "check", "--config", config.toString())).contains(" 0 wrong");

      for (var role : List.of(roles.application(), roles.owner())) {
        Files.writeString(
            config, right.replaceFirst("(: " + role + "\n +[a-z-]*password: )\".*\"", "$1\"no\""));
        var sentence = "the database refused the password of " + role;
        assertThat(run(1, "check", "-q", "--config", config.toString()))
            .contains("samling.yaml:1: store: " + sentence, " 1 wrong");
        assertThat(run(1, "serve", "--config", config.toString()))
            .isEqualToIgnoringNewLines("samling: " + sentence);
      }

      Files.writeString(
          config, right.replaceFirst("jdbc:postgresql://[^/]+/", "jdbc:postgresql://127.0.0.1:1/"));
      assertThat(run(1, "check", "-q", "--config", config.toString()))
          .contains(
              "samling.yaml:1: store: the database failed: Connection to 127.0.0.1:1 refused");
      ServerProcess.delete(config);
    }
  }

  @Test
  void listenerThatIsNotSafeFailsTheCheckAndTheServer() throws Exception {
    var file = Files.writeString(directory.resolve("samling.yaml"), "http: {host: 0.0.0.0}\n");
    for (var command : List.of("check", "serve")) {
      assertThat(run(1, command, "--config", file.toString()))
          .isEqualToIgnoringNewLines(
              file
                  + ":1: http.host: 0.0.0.0 can be reached by other machines, and passwords would cross the network unencrypted: set \"tls: true\" for this listener, or accept that with \"plain: accepted\"");
    }
  }

  private void write(String name, String subject) throws Exception {
    var bundle =
        new CertificateBuilder()
            .subject(subject)
            .setIsCertificateAuthority(true)
            .ecp256()
            .buildSelfSigned();
    Files.writeString(directory.resolve(name + ".pem"), bundle.getCertificatePEM());
    Files.writeString(directory.resolve(name + "-key.pem"), bundle.getPrivateKeyPEM());
  }
}
