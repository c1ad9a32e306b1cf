package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.ThousandLoans.fill;
import static org.samling.server.ThousandLoans.frame;

import io.netty.pkitesting.CertificateBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.cli.Samling;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;

/**
 * A server in a process of its own: its configuration changes while it runs, and commands work on
 * its database.
 */
class RunningServerTest {

  private static Path config;
  private static ServerProcess server;
  private static int stays;
  private static int goes;
  private static int encrypted;
  private static int web;
  private static int ncip;

  @BeforeAll
  static void start() throws Exception {
    config = ServerProcess.configuration();
    fill(config);
    certify("CN=first");
    stays = freePort();
    goes = freePort();
    encrypted = freePort();
    web = freePort();
    ncip = freePort();
    write(web, "", "{port: %d}".formatted(stays), "{port: %d}".formatted(goes), tls());
    server = ServerProcess.start(config);
  }

  @AfterAll
  static void stop() throws Exception {
    server.process().destroy();
    assertThat(server.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
    ServerProcess.delete(config);
  }

  /** The listener that is encrypted, as the configuration says it. */
  private static String tls() {
    return "{port: %d, tls: true}".formatted(encrypted);
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void until(BooleanSupplier done) {
    try {
      Eventually.holds("it is in effect", done);
    } catch (AssertionError e) {
      throw new AssertionError(server.log().toString(), e);
    }
  }

  private static boolean answers(int port) {
    try (var kiosk = new Kiosk(port)) {
      return kiosk.ask("9900802.00").startsWith("98Y");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Writes the configuration: the listeners, those that are always encrypted, and the rest. */
  private static void write(int web, String rest, String... listeners) throws Exception {
    var text = Files.readString(config);
    var begin = text.substring(0, text.indexOf("keys:"));
    Files.writeString(
        config,
        begin
            + """
            keys: library/keys.properties
            index: {directory: index}
            tls: {certificate: server.pem, key: server-key.pem}
            z3950: {port: 0}
            http: {port: %d, tls: true}
            ncip: {tcp: {port: %d, tls: true}}
            %s
            sip2:
              listeners: [%s]
            """
                .formatted(web, ncip, rest, String.join(", ", listeners)));
  }

  private static void certify(String subject) throws Exception {
    var bundle =
        new CertificateBuilder()
            .subject(subject)
            .setIsCertificateAuthority(true)
            .ecp256()
            .buildSelfSigned();
    Files.writeString(config.resolveSibling("server.pem"), bundle.getCertificatePEM());
    Files.writeString(config.resolveSibling("server-key.pem"), bundle.getPrivateKeyPEM());
  }

  /** Whose certificate a port shows. */
  private static String shown(int port) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Everybody()}, new SecureRandom());
      try (var socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
        socket.startHandshake();
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
            .getSubjectX500Principal()
            .getName();
      }
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void listenersAndCertificatesFollowTheFileAndAWrongFileChangesNothing() throws Exception {
    var comes = freePort();
    try (var kiosk = new Kiosk(stays).login()) {
      assertThat(answers(goes)).isTrue();
      for (var port : List.of(encrypted, web, ncip)) {
        assertThat(shown(port)).isEqualTo("CN=first");
      }

      write(
          web,
          "ill: {message-limit: 300000}",
          "{port: %d}".formatted(stays),
          "{port: %d}".formatted(comes),
          tls());
      until(() -> answers(comes) && !answers(goes));
      assertThat(kiosk.ask(frame(1))).as("its listener is the same").startsWith("121");
      until(() ->
          server.log().toString().contains("in effect only after a restart: ill.message-limit"));

      write(web, "ill: {message-limit: many}", "{port: %d}".formatted(goes));
      until(() -> server.log().toString().contains("the former configuration stays"));
      until(() ->
          server.log().toString().contains("samling.yaml:13: ill.message-limit: must be a number"));
      assertThat(answers(comes)).isTrue();
      assertThat(kiosk.ask(frame(2))).startsWith("121");

      certify("CN=second");
      until(() -> shown(encrypted).equals("CN=second"));
      write(web, "", "{port: %d}".formatted(stays), "{port: %d}".formatted(comes), tls());
      var moved = freePort();
      write(moved, "", "{port: %d}".formatted(stays), "{port: %d}".formatted(comes), tls());
      until(() -> shown(moved).equals("CN=second"));
      until(() -> shown(web).contains("ConnectException"));
      certify("CN=third");
      for (var port : List.of(encrypted, moved, ncip)) {
        until(() -> shown(port).equals("CN=third"));
      }
      assertThat(kiosk.ask(frame(3))).as("through all of this").startsWith("121");
    }
  }

  private static String run(int code, String... words) {
    var said = new StringWriter();
    assertThat(Samling.run(new PrintWriter(said), words)).as(said.toString()).isEqualTo(code);
    return said.toString();
  }

  @Test
  void commandsWorkWhileTheServerRuns() throws Exception {
    var seed =
        Files.writeString(
            config.resolveSibling("library.yaml"),
            """
            tenants:
              - code: south
                name: South
                time-zone: Europe/Copenhagen
                currency: DKK
                agencies:
                  - number: "799700"
                    kind: public
                    isil: DK-799700
                    name: Main
                    branches:
                      - {code: DK-799700, name: Main}
                sip2-accounts:
                  - {username: south-kiosk, password: secret, branch: DK-799700}
            """);
    assertThat(run(0, "seed", "--config", config.toString(), seed.toString()))
        .contains("accounts", "1 added");
    try (var kiosk = new Kiosk(stays)) {
      assertThat(kiosk.ask("9300CNsouth-kiosk|COsecret|")).isEqualTo("941");
      run(
          0,
          "accounts",
          "start-wire-log",
          "--config",
          config.toString(),
          "--tenant=south",
          "south-kiosk");
      assertThat(kiosk.ask("9900802.00")).as("the server goes on").startsWith("98Y");
    }
    assertThat(run(1, "serve", "--config", config.toString()))
        .as("a second server does not start")
        .contains("is in use by process");
  }
}
