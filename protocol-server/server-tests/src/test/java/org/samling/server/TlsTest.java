package org.samling.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.Samling;
import org.samling.library.config.Configuration;
import org.samling.postgres.TestLibrary;
import org.samling.server.z3950.YazClient;
import org.samling.testing.Kiosk;
import org.samling.zoom.ZoomConnection;
import org.samling.zoom.ZoomException;
import org.samling.zoom.ZoomTarget;

/** Every listener behind a certificate that was made for the test. */
class TlsTest {

  @TempDir private static Path directory;
  private static TestServer server;
  private static SSLContext trust;

  @BeforeAll
  static void open() throws Exception {
    var bundle =
        new CertificateBuilder()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .addSanIpAddress("127.0.0.1")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    Files.writeString(directory.resolve("certificate.pem"), bundle.getCertificatePEM());
    Files.writeString(directory.resolve("key.pem"), bundle.getPrivateKeyPEM());
    trust = SSLContext.getInstance("TLS");
    trust.init(null, bundle.toTrustManagerFactory().getTrustManagers(), null);
    server = new TestServer(directory);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void httpIsHttps() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trust).build()) {
      var uri = URI.create("https://127.0.0.1:" + server.listeners.httpPort() + "/health/ready");
      assertThat(
              client
                  .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void theConsolesCookiesAreForHttpsOnly() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(trust).build()) {
      var uri = URI.create("https://127.0.0.1:" + server.listeners.httpPort() + "/console/sign-in");
      var headers =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).headers();
      assertThat(headers.firstValue("set-cookie").orElse(""))
          .startsWith("__Host-samling-guest=")
          .endsWith("; Secure");
      assertThat(headers.firstValue("strict-transport-security")).isPresent();
    }
  }

  @Test
  void kioskSpeaksSip2OverTls() throws Exception {
    try (var socket =
        (SSLSocket)
            trust
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.listeners.sip2Port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write("9300CNnorth-kiosk|COsecret|\r".getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(4), US_ASCII)).isEqualTo("941\r");
    }
  }

  @Test
  void doctorAsksTheServerByHttpsWhatHasFailed() throws Exception {
    var config = directory.resolve("samling.yaml");
    Files.writeString(
        config,
        """
        store: {url: "%s", user: %s, password: "%s"}
        keys: "%s"
        sip2: {port: 0}
        z3950: {port: 0}
        tls: {certificate: certificate.pem, key: key.pem}
        http: {port: %d, tls: true}
        """
            .formatted(
                server.library.roles.url(),
                server.library.roles.application(),
                server.library.roles.applicationPassword().value(),
                TestLibrary.keys(),
                server.listeners.httpPort()));
    var said = new StringWriter();
    Samling.run(new PrintWriter(said), "doctor", "--config", config.toString());
    assertThat(said.toString())
        .containsPattern("http: port \\d+ is ready")
        .containsPattern("index: records: [0-9,]+, up to date")
        .contains("jobs: none has failed");
  }

  private static String sip2(String host, String... more) {
    var words = new ArrayList<>(List.of("sip2", "--host", host));
    words.addAll(List.of("--port", Integer.toString(server.listeners.sip2Port())));
    words.addAll(List.of("--user", "north-kiosk", "--password", "secret"));
    words.addAll(List.of(more));
    var said = new StringWriter();
    Samling.run(new PrintWriter(said), words.toArray(String[]::new));
    return said.toString();
  }

  @Test
  void commandSpeaksSip2OverTlsToWhomItTrusts() {
    var trusted = directory.resolve("certificate.pem").toString();
    assertThat(sip2("localhost", "--tls", "--trust", trusted, "9900802.00"))
        .contains("98 ACS Status (response)");
    assertThat(sip2("localhost", "--tls", "9900802.00"))
        .contains("no TLS with localhost", "--trust");
    assertThat(sip2("localhost", "--trust", trusted, "9900802.00")).contains("need --tls");
    assertThat(sip2("localhost", "--tls", "--certificate", trusted, "9900802.00"))
        .contains("--certificate and --key must be used together");
  }

  @Test
  void yazClientSearchesOverTls() {
    assertThat(
            YazClient.run(
                "ssl:127.0.0.1:" + server.listeners.z3950Port() + "/north",
                "find @attr 1=4 ærø\nshow 1"))
        .contains("Connection accepted by v3 target", "Number of hits: 1,", "245 00 $a Ærø");
  }

  private static long found(String host) {
    var target =
        ZoomTarget.at(
            "ssl:%s:%d/north".formatted(host, server.listeners.z3950Port()),
            Duration.ofSeconds(20));
    try (var connection = ZoomConnection.open(target);
        var found = connection.search(ZoomConnection.Notation.PQF, "@attr 1=4 ærø")) {
      return found.count();
    }
  }

  @Test
  void otherCataloguesAreAskedOverTlsWhereTheirCertificateIsTrusted() throws Exception {
    assertThatThrownBy(() -> found("localhost"))
        .isInstanceOf(ZoomException.class)
        .hasMessageContaining("Connect failed")
        .hasMessageContaining("certification path");
    var usual = SSLContext.getDefault();
    SSLContext.setDefault(trust);
    try {
      assertThat(found("localhost")).isEqualTo(1);
      assertThatThrownBy(() -> found("127.0.0.2"))
          .isInstanceOf(ZoomException.class)
          .hasMessageContaining("127.0.0.2");
    } finally {
      SSLContext.setDefault(usual);
    }
  }

  @Test
  void whoeverDoesNotSpeakTlsHearsNothing() {
    try (var kiosk = new Kiosk(server.listeners.sip2Port())) {
      assertThatThrownBy(() -> kiosk.ask("9900802.00")).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void certificateThatIsNotThereIsNamedBeforeAnythingStarts() throws Exception {
    var file = directory.resolve("absent.yaml");
    Files.writeString(file, "tls: {certificate: absent.pem, key: key.pem}\n");
    assertThatThrownBy(() -> Configuration.load(file))
        .hasMessageContaining("tls.certificate")
        .hasMessageContaining("absent.pem does not exist or can't be read");
  }

  @Test
  void certificateThatCanNotBeUsedIsNamed() throws Exception {
    var file = directory.resolve("wrong.yaml");
    Files.writeString(directory.resolve("empty.pem"), "");
    Files.writeString(
        file, "tls: {certificate: empty.pem, key: empty.pem}\nhttp: {tls: true, port: 0}\n");
    var tls = Objects.requireNonNull(Configuration.load(file).tls());
    assertThatThrownBy(() -> TcpListeners.tls(tls, _ -> {}, "TLSv1.3"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("empty.pem");
  }
}
