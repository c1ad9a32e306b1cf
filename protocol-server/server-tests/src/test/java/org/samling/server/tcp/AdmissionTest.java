package org.samling.server.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;

/** Who may connect to a listener, by the address: on real sockets, through every kind of proxy. */
class AdmissionTest {

  private static final String STATUS = "9900802.00";
  private static final byte[] V2_SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(US_ASCII);

  private static TestServer server;

  @BeforeAll
  static void open() {
    server =
        TestServer.withSip2(
            "{login-timeout: 20s, listeners: ["
                + "{port: 0, allow: [127.0.0.2/31, \"::1\"], host: \"::\", plain: accepted},"
                + "{port: 0, proxy-protocol: true, proxies: [127.0.0.5], allow: [10.20.0.0/16,"
                + " \"2001:db8::/32\", 127.0.0.5]},"
                + "{port: 0, max-connections: 5, limits: {connections-per-address: 3}},"
                + "{port: 0, max-connections: 300},"
                + "{port: 0, max-connections: 50, limits: {connections-per-address: 3}}]}");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static int port(int listener) {
    return server.listeners.sip2Ports().get(listener);
  }

  private static boolean isLetIn(Kiosk kiosk) {
    try (kiosk) {
      kiosk.send(STATUS + "\r");
      return kiosk.readByte() == '9';
    } catch (UncheckedIOException _) {
      return false; // closed before it could ask
    }
  }

  private static Kiosk throughProxy(byte[] header) {
    var kiosk = Kiosk.from("127.0.0.5", port(1));
    kiosk.send(header);
    return kiosk;
  }

  private static Kiosk throughProxy(String header) {
    return throughProxy(header.getBytes(US_ASCII));
  }

  private static byte[] v2(int command, int family, String hex) {
    var address = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(V2_SIGNATURE);
    bytes.write(0x20 | command);
    bytes.write(family);
    bytes.write(address.length >> 8);
    bytes.write(address.length);
    bytes.writeBytes(address);
    return bytes.toByteArray();
  }

  @Test
  void onlyTheNetworksOfTheListMayConnect() {
    var before = server.refused(Refusal.ADDRESS);

    assertThat(isLetIn(Kiosk.from("127.0.0.2", port(0)))).isTrue();
    assertThat(isLetIn(Kiosk.from("127.0.0.3", port(0)))).isTrue();
    assertThat(isLetIn(Kiosk.from("::1", port(0)))).isTrue();
    assertThat(isLetIn(Kiosk.from("127.0.0.4", port(0)))).isFalse();
    assertThat(server.refused(Refusal.ADDRESS)).isEqualTo(before + 1);
  }

  @Test
  void headerOfVersion1SaysWhoConnects() {
    assertThat(isLetIn(throughProxy("PROXY TCP4 10.20.1.2 10.0.0.1 4711 6001\r\n"))).isTrue();
    assertThat(isLetIn(throughProxy("PROXY TCP6 2001:db8::7 2001:db8::1 4711 6001\r\n"))).isTrue();
    assertThat(isLetIn(throughProxy("PROXY TCP4 10.21.1.2 10.0.0.1 4711 6001\r\n"))).isFalse();
    assertThat(isLetIn(throughProxy("PROXY TCP6 2001:db9::7 2001:db8::1 4711 6001\r\n"))).isFalse();
  }

  @Test
  void headerOfVersion2SaysWhoConnects() {
    assertThat(isLetIn(throughProxy(v2(1, 0x11, "0a140102 0a000001 1267 1771")))).isTrue();
    assertThat(isLetIn(throughProxy(v2(1, 0x11, "0a150102 0a000001 1267 1771")))).isFalse();
    assertThat(
            isLetIn(
                throughProxy(
                    v2(
                        1,
                        0x21,
                        "20010db8000000000000000000000007 20010db8000000000000000000000001 1267"
                            + " 1771"))))
        .isTrue();
    assertThat(isLetIn(throughProxy(v2(1, 0x11, "0a140102 0a000001 1267 1771 04 0003 616263"))))
        .as("with a field that nobody needs")
        .isTrue();
  }

  @Test
  void proxyThatOnlyLooksIsTheOneThatConnects() {
    assertThat(isLetIn(throughProxy(v2(0, 0x00, "")))).isTrue();
    assertThat(isLetIn(throughProxy("PROXY UNKNOWN\r\n"))).isTrue();
  }

  @Test
  void headerThatComesByteByByteIsRead() {
    var kiosk = Kiosk.from("127.0.0.5", port(1));
    for (var b : v2(1, 0x11, "0a140102 0a000001 1267 1771")) {
      kiosk.send(new byte[] {b});
    }
    assertThat(isLetIn(kiosk)).isTrue();
  }

  @Test
  void whatIsNoHeaderEndsTheConnection() {
    var before = server.refused(Refusal.PROXY_HEADER);

    assertThat(isLetIn(throughProxy(""))).as("no header").isFalse();
    assertThat(isLetIn(throughProxy("PROXY TCP4 10.20.1.2\r\n"))).as("half a header").isFalse();
    assertThat(isLetIn(throughProxy("PROXY TCP4 10.20.1.999 10.0.0.1 4711 6001\r\n"))).isFalse();
    assertThat(isLetIn(throughProxy("PROXY TCP4 " + "1".repeat(200)))).as("too long").isFalse();
    assertThat(isLetIn(throughProxy(v2(1, 0x11, "0a14")))).as("too short").isFalse();
    assertThat(isLetIn(throughProxy(v2(1, 0x11, "00".repeat(4_000))))).as("too long").isFalse();
    assertThat(server.refused(Refusal.PROXY_HEADER)).isEqualTo(before + 6);
  }

  @Test
  void headerFromAnAddressThatIsNoProxysIsNotBelieved() {
    var before = server.refused(Refusal.NOT_A_PROXY);
    var kiosk = Kiosk.from("127.0.0.6", port(1));
    try (kiosk) {
      assertThat(kiosk.readByte()).isEqualTo(-1);
    }
    assertThat(server.refused(Refusal.NOT_A_PROXY)).isEqualTo(before + 1);
  }

  @Test
  void headerWhereNoneIsExpectedEndsTheConnection() {
    var before = server.refused(Refusal.PROXY_HEADER_UNEXPECTED);
    for (var header :
        new byte[][] {
          "PROXY TCP4 10.20.1.2 10.0.0.1 4711 6001\r\n".getBytes(US_ASCII),
          v2(1, 0x11, "0a140102 0a000001 1267 1771")
        }) {
      try (var kiosk = Kiosk.from("127.0.0.2", port(0))) {
        kiosk.send(header);
        assertThat(kiosk.readByte()).isEqualTo(-1);
      }
    }
    assertThat(server.refused(Refusal.PROXY_HEADER_UNEXPECTED)).isEqualTo(before + 2);
  }

  @Test
  void tlsOnAPortWithoutItEndsTheConnection() {
    var before = server.refused(Refusal.TLS_UNEXPECTED);
    try (var kiosk = Kiosk.from("127.0.0.2", port(0))) {
      kiosk.send(new byte[] {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3});
      assertThat(kiosk.readByte()).isEqualTo(-1);
    }
    assertThat(server.refused(Refusal.TLS_UNEXPECTED)).isEqualTo(before + 1);
  }

  @Test
  void oneAddressHasSoManyConnectionsAndAnotherItsOwn() {
    var kiosks = new ArrayList<Kiosk>();
    for (var i = 0; i < 3; i++) {
      kiosks.add(Kiosk.from("127.0.0.7", port(2)).login());
    }
    try (var fourth = Kiosk.from("127.0.0.7", port(2));
        var other = Kiosk.from("127.0.0.8", port(2))) {
      assertThat(fourth.readByte()).isEqualTo(-1);
      assertThat(other.login().ask(STATUS)).startsWith("98");
    }
    kiosks.removeLast().close();
    Eventually.holds("there is room again", () -> isLetIn(Kiosk.from("127.0.0.7", port(2))));
    kiosks.forEach(Kiosk::close);
  }

  @Test
  void floodOfConnectionsThatSayNothingKeepsNobodyOut() {
    var silent = new ArrayList<Kiosk>();
    try (var before = new Kiosk(port(3)).login()) {
      for (var i = 0; i < 2_000; i++) {
        silent.add(new Kiosk(port(3)));
      }
      assertThat(before.ask(STATUS)).startsWith("98");
      try (var after = new Kiosk(port(3)).login()) {
        assertThat(after.ask("1720260101    120000AO|AB1|")).contains("|AB1|");
      }
      assertThat(server.refused(Refusal.MADE_ROOM)).isGreaterThan(1_600);
    } finally {
      silent.forEach(Kiosk::close);
    }
  }

  @Test
  void floodOfConnectionsFromOneAddressDisturbsNoOther() throws InterruptedException {
    var count = LongRun.times(400, 50_000);
    var before = server.refused(Refusal.CONNECTIONS_OF_ADDRESS);
    var held = new ArrayList<Kiosk>();
    for (var i = 0; i < 3; i++) {
      held.add(Kiosk.from("127.0.0.9", port(4)).login());
    }
    var flood =
        Thread.ofPlatform()
            .start(() -> {
              for (var i = 0; i < count; i++) {
                Kiosk.from("127.0.0.9", port(4)).close();
              }
            });
    var served = 0;
    do {
      try (var other = Kiosk.from("127.0.0.10", port(4)).login()) {
        assertThat(other.ask(STATUS)).startsWith("98");
        assertThat(held.getFirst().ask(STATUS)).startsWith("98");
        served++;
      }
    } while (flood.isAlive());
    flood.join();
    assertThat(served).isPositive();
    assertThat(server.refused(Refusal.CONNECTIONS_OF_ADDRESS)).isGreaterThan(before);
    held.forEach(Kiosk::close);
  }
}
