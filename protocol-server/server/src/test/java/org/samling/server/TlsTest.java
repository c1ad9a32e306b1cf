package org.samling.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.server.config.Configuration;
import org.samling.server.z3950.YazClient;

/** Every listener behind a certificate, made for the test with the JDK's own keytool. */
class TlsTest {

  private static final String PASSWORD = "certificate";

  @TempDir private static Path directory;
  private static TestServer server;
  private static SSLContext trust;

  @BeforeAll
  static void open() throws Exception {
    var store = directory.resolve("store.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor())
        .as(new String(made.getInputStream().readAllBytes(), US_ASCII))
        .isZero();
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = new FileInputStream(store.toFile())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    pem("certificate.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    pem("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(keys);
    trust = SSLContext.getInstance("TLS");
    trust.init(null, managers.getTrustManagers(), null);
    server = new TestServer(directory);
  }

  private static void pem(String file, String what, byte[] bytes) throws Exception {
    Files.writeString(
        directory.resolve(file),
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
            .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)));
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
  void kioskSpeaksSip2OverTls() throws Exception {
    try (var socket =
        (SSLSocket)
            trust
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.listeners.sip2Port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("9300CNnorth-kiosk|COsecret|\r".getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(4), US_ASCII)).isEqualTo("941\r");
    }
  }

  @Test
  void yazClientSearchesOverTls() {
    assertThat(
            YazClient.run(
                "ssl:127.0.0.1:" + server.listeners.z3950Port() + "/north",
                "find @attr 1=4 ærø\nshow 1"))
        .contains("Connection accepted by v3 target", "Number of hits: 1,", "245 00 $a Ærø");
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
        .hasMessageContaining("absent.pem is not there or can't be read");
  }

  @Test
  void certificateThatCanNotBeUsedIsNamed() throws Exception {
    var file = directory.resolve("wrong.yaml");
    Files.writeString(directory.resolve("empty.pem"), "");
    Files.writeString(
        file, "tls: {certificate: empty.pem, key: empty.pem}\nhttp: {tls: true, port: 0}\n");
    var tls = Objects.requireNonNull(Configuration.load(file).tls());
    assertThatThrownBy(() -> Listeners.tls(tls, _ -> {}, "TLSv1.3"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("empty.pem");
  }
}
