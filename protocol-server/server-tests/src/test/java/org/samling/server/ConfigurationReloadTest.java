package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.ThousandLoans.fill;
import static org.samling.server.ThousandLoans.frame;

import io.netty.pkitesting.CertificateBuilder;
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
import org.junit.jupiter.api.Test;
import org.samling.testing.Kiosk;

/** A configuration that changes while the server runs. */
class ConfigurationReloadTest {

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void until(ServerProcess server, BooleanSupplier done) throws Exception {
    for (var i = 0; i < 600 && !done.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(done.getAsBoolean()).as(server.log().toString()).isTrue();
  }

  private static boolean answers(int port) {
    try (var kiosk = new Kiosk(port)) {
      return kiosk.ask("9900802.00").startsWith("98Y");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Writes the configuration: the listeners, those that are always encrypted, and the rest. */
  private static void write(Path config, int web, int ncip, String rest, String... listeners)
      throws Exception {
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

  private static void certify(Path config, String subject) throws Exception {
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
    var config = ServerProcess.configuration();
    fill(config);
    certify(config, "CN=first");
    var stays = freePort();
    var goes = freePort();
    var comes = freePort();
    var encrypted = freePort();
    var web = freePort();
    var ncip = freePort();
    var tls = "{port: %d, tls: true}".formatted(encrypted);
    write(config, web, ncip, "", "{port: %d}".formatted(stays), "{port: %d}".formatted(goes), tls);
    var server = ServerProcess.start(config);
    try (var kiosk = new Kiosk(stays).login()) {
      assertThat(answers(goes)).isTrue();
      for (var port : List.of(encrypted, web, ncip)) {
        assertThat(shown(port)).isEqualTo("CN=first");
      }

      write(
          config,
          web,
          ncip,
          "ill: {message-limit: 300000}",
          "{port: %d}".formatted(stays),
          "{port: %d}".formatted(comes),
          tls);
      until(server, () -> answers(comes) && !answers(goes));
      assertThat(kiosk.ask(frame(1))).as("its listener is the same").startsWith("121");
      until(
          server,
          () ->
              server
                  .log()
                  .toString()
                  .contains("in effect only after a restart: ill.message-limit"));

      write(config, web, ncip, "ill: {message-limit: many}", "{port: %d}".formatted(goes));
      until(server, () -> server.log().toString().contains("the former configuration stays"));
      until(
          server,
          () ->
              server
                  .log()
                  .toString()
                  .contains("samling.yaml:11: ill.message-limit: must be a number"));
      assertThat(answers(comes)).isTrue();
      assertThat(kiosk.ask(frame(2))).startsWith("121");

      certify(config, "CN=second");
      until(server, () -> shown(encrypted).equals("CN=second"));
      write(
          config, web, ncip, "", "{port: %d}".formatted(stays), "{port: %d}".formatted(comes), tls);
      var moved = freePort();
      write(
          config,
          moved,
          ncip,
          "",
          "{port: %d}".formatted(stays),
          "{port: %d}".formatted(comes),
          tls);
      until(server, () -> shown(moved).equals("CN=second"));
      until(server, () -> shown(web).contains("ConnectException"));
      certify(config, "CN=third");
      for (var port : List.of(encrypted, moved, ncip)) {
        until(server, () -> shown(port).equals("CN=third"));
      }
      assertThat(kiosk.ask(frame(3))).as("through all of this").startsWith("121");
    } finally {
      server.process().destroy();
      assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    ServerProcess.delete(config);
  }
}
