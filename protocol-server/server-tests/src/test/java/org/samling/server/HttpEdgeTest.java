package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account.Scope;
import org.samling.library.config.Configuration;
import org.samling.postgres.TestLibrary;
import org.samling.server.tcp.Refusal;
import org.samling.server.web.RestProgram;
import org.samling.server.web.UploadedRecords;
import org.samling.testing.Eventually;

/** What HTTP takes of whom before any endpoint is asked. */
class HttpEdgeTest {

  /** Where the proxy is; everybody else is a stranger. */
  private static final String PROXY = "127.0.0.2";

  private static final String STRANGER = "127.0.0.1";

  private static TestLibrary library;
  private static TestServer server;
  private static RestProgram near;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    server =
        TestServer.before(
            library,
            "limits: {connections-per-address: 3, header-timeout: 1s, body-timeout: 1s, body-rate: 1000000},"
                + " proxies: [127.0.0.2], management: {port: 0}",
            """
            ncip: {credentials-in-path: false}
            logins: {per-address: 2}
            """);
    RestProgram.account(
        library, library.north, "near", Set.of(Scope.PATRONS_READ, Scope.CATALOGUE_IMPORT));
    library
        .store
        .libraryRegister()
        .putAccess(
            library.north,
            "near",
            new Access(true, List.of("203.0.113.0/24", "127.0.0.4"), null, Set.of(), null, null));
    near = new RestProgram(server.listeners.httpPort(), "near");
  }

  @AfterAll
  static void close() {
    near.close();
    server.close();
    library.close();
  }

  /** A connection from one of this machine's addresses. */
  private static Socket from(String address) throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    socket.connect(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.listeners.httpPort()));
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What comes until the server closes. */
  private static String rest(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.net.SocketException _) {
      return ""; // reset
    }
  }

  /** The answer to a request without a body. */
  private static String ask(String from, String line, String... headers) {
    try (var socket = from(from)) {
      send(
          socket,
          line
              + " HTTP/1.1\r\nHost: library.example\r\nConnection: close\r\nContent-Length: 0\r\n"
              + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
              + "\r\n");
      return rest(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 ");
    return Integer.parseInt(answer.substring(9, 12));
  }

  /** The status of a request of an account that may be used from 203.0.113.0/24 only. */
  private static int nearby(String from, String... headers) {
    var all = new ArrayList<>(List.of(headers));
    all.add("Authorization: " + near.login());
    return status(ask(from, "GET /rest/v1/patrons/A", all.toArray(String[]::new)));
  }

  private static double refused(Refusal reason) {
    var line = "samling_http_refused_total{reason=\"%s\"}".formatted(reason.tag());
    return server
        .metrics()
        .lines()
        .filter(l -> l.startsWith(line))
        .mapToDouble(l -> Double.parseDouble(l.substring(line.length())))
        .sum();
  }

  @Test
  void connectionWhoseHeaderDoesNotArriveInTimeIsClosed() throws IOException {
    var before = refused(Refusal.REQUEST_TIMEOUT);
    try (var silent = from("127.0.0.5");
        var slow = from("127.0.0.5")) {
      send(slow, "GET /health/live HTTP/1.1\r\nHost: library.example\r\nX-Slow: ");
      Eventually.holds(
          "the slow one was closed",
          () -> {
            try {
              send(slow, "x");
              return false;
            } catch (IOException _) {
              return true;
            }
          });
      assertThat(rest(silent)).isEmpty();
    }
    assertThat(refused(Refusal.REQUEST_TIMEOUT)).isGreaterThanOrEqualTo(before + 2);
  }

  @Test
  void bodyThatDoesNotArriveInTimeIsRefusedAndAFileMayTakeLonger() throws IOException {
    var record = UploadedRecords.record(1, "Langsom");
    try (var file = from("127.0.0.4");
        var slow = from("127.0.0.6")) {
      send(
          file,
          """
          POST /rest/v1/imports HTTP/1.1\r
          Host: library.example\r
          Connection: close\r
          Authorization: %s\r
          Content-Length: %d\r
          \r
          """
              .formatted(near.login(), record.length));
      file.getOutputStream().write(record, 0, 20);
      send(slow, "POST /ncip HTTP/1.1\r\nHost: library.example\r\nContent-Length: 60000\r\n\r\n<a");
      assertThat(rest(slow)).startsWith("HTTP/1.1 408 ").contains("did not arrive in time");
      file.getOutputStream().write(record, 20, record.length - 20);
      assertThat(status(rest(file))).isEqualTo(202);
    }
  }

  @Test
  void oneAddressHasNoMoreConnectionsThanItMay() throws IOException {
    var before = refused(Refusal.CONNECTIONS_OF_ADDRESS);
    try (var first = from("127.0.0.7");
        var second = from("127.0.0.7");
        var third = from("127.0.0.7");
        var other = from("127.0.0.8")) {
      for (var one : List.of(first, second, third, other)) {
        send(one, "GET /none HTTP/1.1\r\nHost: library.example\r\n\r\n");
        assertThat(one.getInputStream().read()).isEqualTo('H');
      }
      try (var fourth = from("127.0.0.7")) {
        assertThat(rest(fourth)).isEmpty();
      }
    }
    assertThat(refused(Refusal.CONNECTIONS_OF_ADDRESS)).isEqualTo(before + 1);
    Eventually.holds(
        "there is room again", () -> ask("127.0.0.7", "GET /none").startsWith("HTTP/1.1 404 "));
  }

  @Test
  void onlyATrustedProxyNamesTheCallersAddress() {
    assertThat(nearby(PROXY, "X-Forwarded-For: 203.0.113.9")).isEqualTo(200);
    assertThat(nearby(PROXY, "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.9:4711"))
        .isEqualTo(200);
    assertThat(nearby(PROXY, "X-Forwarded-For: 203.0.113.9, 127.0.0.2"))
        .as("two proxies")
        .isEqualTo(200);
    assertThat(nearby(PROXY, "X-Forwarded-For: 203.0.113.9, 198.51.100.1"))
        .as("said by the caller, not by the proxy")
        .isEqualTo(401);
    assertThat(nearby(PROXY, "Forwarded: for=203.0.113.9"))
        .as("a header that the proxies don't set")
        .isEqualTo(401);
    assertThat(nearby(PROXY)).isEqualTo(401);
    assertThat(nearby(STRANGER, "X-Forwarded-For: 203.0.113.9")).isEqualTo(401);
  }

  @Test
  void loginsAreLimitedByTheAddressThatTheProxyNames() {
    var wrong = "Authorization: Basic bm9ib2R5Om5vdGhpbmc=";
    for (var i = 0; i < 2; i++) {
      assertThat(status(ask(PROXY, "GET /rest/v1/agencies", wrong, "X-Forwarded-For: 192.0.2.1")))
          .isEqualTo(401);
    }
    assertThat(status(ask(PROXY, "GET /rest/v1/agencies", wrong, "X-Forwarded-For: 192.0.2.1")))
        .isEqualTo(429);
    assertThat(status(ask(PROXY, "GET /rest/v1/agencies", wrong, "X-Forwarded-For: 192.0.2.2")))
        .isEqualTo(401);
  }

  @Test
  void cookiesOverHttpsAreOfThisHostAlone() {
    var https =
        ask(
            PROXY,
            "GET /console/sign-in",
            "X-Forwarded-Proto: https",
            "X-Forwarded-For: 192.0.2.9");
    assertThat(https)
        .contains(
            "set-cookie: __Host-samling-guest=", "; Path=/; HttpOnly; SameSite=Strict; Secure")
        .contains("strict-transport-security: ");
    assertThat(ask(STRANGER, "GET /console/sign-in", "X-Forwarded-Proto: https"))
        .contains("set-cookie: samling-guest=", "; Path=/console; HttpOnly; SameSite=Strict\r\n")
        .doesNotContain("strict-transport-security: ");
    // One that somebody on the network put there doesn't count.
    assertThat(
            ask(
                PROXY,
                "GET /console/sign-in",
                "X-Forwarded-Proto: https",
                "X-Forwarded-For: 192.0.2.9",
                "Cookie: samling-guest=planted"))
        .contains("set-cookie: __Host-samling-guest=");
  }

  @Test
  void metricsAndHealthAreServedOnTheirOwnAddressOnly() throws IOException {
    for (var path : List.of("/metrics", "/health/live", "/health/ready")) {
      assertThat(status(ask(STRANGER, "GET " + path))).as(path).isEqualTo(404);
    }
    assertThat(server.metrics()).contains("samling_http_connections ");
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), server.listeners.managementPort())) {
      send(socket, "GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(status(rest(socket))).isEqualTo(200);
    }
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), server.listeners.managementPort())) {
      send(socket, "GET /console/sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(status(rest(socket))).isEqualTo(404);
    }
  }

  @Test
  void controlCharactersInPathsAndParametersAreBadRequests() {
    for (var target :
        List.of(
            "/rest/v1/patrons/A%00",
            "/rest/v1/items/%1F",
            "/rest/v1/items/%C2%85",
            "/rest/v1/items/%zz",
            "/console/t/north%00/now",
            "/console/sign-in?next=%00",
            "/sru/north%00?query=a",
            "/sru/north?query=%00",
            "/oai/north?verb=Identify%07")) {
      var answer = ask("127.0.0.9", "GET " + target);
      assertThat(status(answer)).as(target).isEqualTo(400);
      assertThat(answer.contains("application/problem+json"))
          .as(target)
          .isEqualTo(target.startsWith("/rest/v1"));
    }
    assertThat(status(ask("127.0.0.9", "POST /ncip/north%00"))).isEqualTo(400);
    assertThat(status(ask("127.0.0.9", "GET /rest/v1/items/a%2Fb%20c"))).isEqualTo(401);
  }

  @Test
  void credentialsInThePathOfNcipAreRefusedWhereThatIsSwitchedOff() {
    assertThat(ask(STRANGER, "POST /ncip/north/north-ill:ill-1"))
        .startsWith("HTTP/1.1 403 ")
        .contains("X-Api-Key")
        .doesNotContain("ill-1");
    assertThat(status(ask(STRANGER, "POST /ncip/north"))).isNotEqualTo(403);
  }

  @Test
  void behindAProxyProtocolOnlyProxiesConnectAndTheirHeaderNamesTheCaller() throws IOException {
    withProxyHeader(
        "proxy-protocol",
        () -> {
          assertThat(proxied(PROXY, "203.0.113.9")).startsWith("HTTP/1.1 200 ");
          assertThat(proxied(PROXY, "198.51.100.1")).startsWith("HTTP/1.1 401 ");
          var before = refused(Refusal.NOT_A_PROXY);
          assertThat(proxied(STRANGER, "203.0.113.9")).isEmpty();
          assertThat(refused(Refusal.NOT_A_PROXY)).isEqualTo(before + 1);
        });
  }

  @Test
  void proxiesMayNameTheCallerInForwardedInstead() throws IOException {
    withProxyHeader(
        "forwarded",
        () -> {
          assertThat(
                  nearby(
                      PROXY, "Forwarded: for=198.51.100.1, for=\"203.0.113.9:4711\";proto=https"))
              .isEqualTo(200);
          assertThat(nearby(PROXY, "Forwarded: for=203.0.113.9, for=\"[2001:db8::1]\""))
              .isEqualTo(401);
          assertThat(nearby(PROXY, "Forwarded: for=203.0.113.9, for=unknown")).isEqualTo(401);
          assertThat(nearby(PROXY, "X-Forwarded-For: 203.0.113.9")).isEqualTo(401);
          assertThat(ask(PROXY, "GET /none", "Forwarded: for=192.0.2.3;proto=https"))
              .contains("strict-transport-security: ");
        });
  }

  /** Something that is tried. */
  private interface Trial {
    void run() throws IOException;
  }

  private static void withProxyHeader(String header, Trial trial) throws IOException {
    var file = server.directory().resolve("samling.yaml");
    var other =
        Files.writeString(
            server.directory().resolve(header + ".yaml"),
            Files.readString(file)
                .replace("proxies: [127.0.0.2]", "proxies: [127.0.0.2], proxy-header: " + header));
    server.listeners.reload(Configuration.load(other));
    try {
      trial.run();
    } finally {
      server.listeners.reload(Configuration.load(file));
    }
  }

  private static String proxied(String from, String caller) throws IOException {
    try (var socket = from(from)) {
      send(
          socket,
          """
          PROXY TCP4 %s 127.0.0.1 4711 80\r
          GET /rest/v1/patrons/A HTTP/1.1\r
          Host: library.example\r
          Connection: close\r
          Authorization: %s\r
          \r
          """
              .formatted(caller, near.login()));
      return rest(socket);
    }
  }

  @Test
  void requestThatNamesNoHostIsABadRequestAndCounted() throws IOException {
    var before = refused(Refusal.NO_HOST);
    for (var host : List.of("", "Host: a b\r\n")) {
      try (var socket = from("127.0.0.10")) {
        send(socket, "GET /rest/v1/agencies HTTP/1.1\r\n" + host + "\r\n");
        assertThat(rest(socket)).as(host).startsWith("HTTP/1.1 400 ").contains("Host");
      }
    }
    assertThat(refused(Refusal.NO_HOST)).isEqualTo(before + 2);
    try (var socket = from("127.0.0.10")) {
      send(socket, "GET /rest/v1/agencies HTTP/1.0\r\n\r\n");
      assertThat(rest(socket)).as("older clients have none").startsWith("HTTP/1.0 401 ");
    }
  }
}
