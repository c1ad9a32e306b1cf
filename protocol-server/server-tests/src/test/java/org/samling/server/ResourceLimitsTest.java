package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Secret;
import org.samling.core.requests.ResourceLimit;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.operations.Operation;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.testing.Eventually;

/** Limits of the server that nothing else needs a server for. */
class ResourceLimitsTest {

  private static final int LONG_BODIES = 8;
  private static final int TIMEOUT_MILLIS = 30_000;

  /** How many more are sent than there are places for. */
  private static final int BEYOND = 3;

  /** Nobody's. */
  private static final String TOKEN = "x".repeat(43);

  private TestServer server;

  @BeforeEach
  void open() {
    server = new TestServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Socket send(String request) throws IOException {
    return send("127.0.0.1", request);
  }

  /** Sends a request from one of this machine's addresses. */
  private Socket send(String address, String request) throws IOException {
    var socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            server.listeners.httpPort(),
            InetAddress.ofLiteral(address),
            0);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static String status(Socket socket) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    return String.valueOf(reader.readLine());
  }

  @Test
  void ninthLongBodyIsRefusedAndCountedWhileEightArrive() throws IOException {
    var begun =
        "POST %s/statistics/visits HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\nexpect: 100-continue\r\n\r\n"
            .formatted(Operation.ROOT, Operation.LONG_BODY);
    var before = ResourceLimit.LONG_BODIES.timesReached();
    var arriving = new ArrayList<Socket>();
    try {
      for (var i = 0; i < LONG_BODIES; i++) {
        var socket = send(begun);
        arriving.add(socket);
        assertThat(status(socket)).startsWith("HTTP/1.1 100 ");
      }
      try (var another = send(begun)) {
        assertThat(status(another)).startsWith("HTTP/1.1 429 ");
      }
    } finally {
      for (var socket : arriving) {
        socket.close();
      }
    }
    assertThat(ResourceLimit.LONG_BODIES.timesReached()).isGreaterThan(before);
  }

  @Test
  void headersBeyondTheLimitAreRefused() throws IOException {
    try (var socket =
        send("GET /health/live HTTP/1.1\r\nhost: x\r\nx: " + "x".repeat(20_000) + "\r\n\r\n")) {
      assertThat(status(socket)).startsWith("HTTP/1.1 431 ");
    }
  }

  private static String get(String path, String header) {
    return "GET %s HTTP/1.1\r\nhost: x\r\n%s\r\n\r\n".formatted(path, header);
  }

  /** The header of somebody who is not known, another one each time. */
  private static String stranger() {
    var login = UUID.randomUUID() + ":secret";
    return "authorization: Basic "
        + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /** So that no limit of an address or of its logins is met. */
  private static String address(int number) {
    return "127.0.0." + (10 + number % 8);
  }

  private static boolean isAnswered(Socket socket) {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }

  /** Nobody gets a table while this is open. */
  private Connection held(String table) throws SQLException {
    var connection = TestPostgres.connect(server.library.roles.url());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("lock table samling.%s in access exclusive mode".formatted(table));
    }
    return connection;
  }

  /** Sends a few requests more than are answered at once; all others wait for a table. */
  private void assertAnswersAtOnce(int most, String table, Supplier<String> request)
      throws Exception {
    var sockets = new ArrayList<Socket>();
    try (var _ = held(table)) {
      for (var i = 0; i < most + BEYOND; i++) {
        sockets.add(send(address(i), request.get()));
      }
      Eventually.holds(
          "as many are refused as are too many",
          () -> sockets.stream().filter(ResourceLimitsTest::isAnswered).count() == BEYOND);
      for (var socket : sockets) {
        if (isAnswered(socket)) {
          assertThat(head(socket)).startsWith("HTTP/1.1 503 ").contains("retry-after: ");
        }
      }
    } finally {
      close(sockets);
    }
  }

  private static String head(Socket socket) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    return reader.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
  }

  @Test
  void requestsBeyondThoseThatAreAnsweredAtOnceAreToldWhenToComeAgain() throws Exception {
    var table = "account_directory";
    assertAnswersAtOnce(200, table, () -> get("/rest/v1/agencies", stranger()));
    assertAnswersAtOnce(100, table, () -> get("/sru/north?operation=explain", stranger()));
    assertAnswersAtOnce(50, table, () -> get("/oai/north?verb=Identify", stranger()));
  }

  @Test
  void pagesBeyondThoseThatAreMadeAtOnceAreToldWhenToComeAgain() throws Exception {
    var page = get("/console/t/north/now", "cookie: samling-session=" + TOKEN);
    assertAnswersAtOnce(100, "staff_session", () -> page);
  }

  @Test
  void streamOfEventsBeyondThoseThatMayBeIsRefused() throws Exception {
    var staff = server.library.store.staff();
    var password = new Secret("long-enough-for-tests");
    staff.add(
        new Staff.NewMember(
            "rie", "Rie", StaffRole.READER, server.library.north, Set.of(), password));
    var session = ((SignIn.Welcome) staff.signIn("rie", password, null)).token().value();
    var request = get("/console/t/north/now/events", "cookie: samling-session=" + session);
    var streams = new ArrayList<Socket>();
    try {
      while (streams.size() < 300) {
        // Fewer together than pages may be made at once.
        var together = new ArrayList<Socket>();
        for (var i = 0; i < 50; i++) {
          together.add(send(address(i), request));
        }
        streams.addAll(together);
        for (var stream : together) {
          assertThat(status(stream)).startsWith("HTTP/1.1 200 ");
        }
      }
      try (var another = send(address(0), request)) {
        assertThat(status(another)).startsWith("HTTP/1.1 503 ");
      }
    } finally {
      close(streams);
    }
  }

  @Test
  void addressThatHarvestsTooOftenIsToldWhenToComeAgain() throws Exception {
    var once = get("/oai/none?verb=Identify", "accept: */*");
    try (var socket = send("127.0.0.30", once.repeat(90) + get("/oai/none", "connection: close"))) {
      var answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var statuses = Pattern.compile("HTTP/1.1 (\\d+)").matcher(answers).results().toList();
      assertThat(statuses.subList(0, 50)).allMatch(status -> status.group(1).equals("404"));
      assertThat(statuses).anyMatch(status -> status.group(1).equals("503"));
      assertThat(answers).containsIgnoringCase("retry-after: ");
    }
  }
}
