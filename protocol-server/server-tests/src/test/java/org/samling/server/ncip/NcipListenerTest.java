package org.samling.server.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Access;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** NCIP on connections of its own. */
class NcipListenerTest {

  private static final String END = "</NCIPMessage>";

  private static TestLibrary library;
  private static TestServer server;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    server =
        TestServer.before(
            library,
            "ncip: {tcp: {port: 0, message-limit-before-login: 1000}, message-limit: 2000}");
  }

  @AfterAll
  static void close() {
    server.close();
    library.close();
  }

  @Test
  void messagesAreAnsweredOneAfterAnotherOnOneConnection() throws IOException {
    try (var socket = connect()) {
      for (var barcode : new String[] {"1", "R", "2"}) {
        send(socket, lookup(barcode, "secret"));
        assertThat(answer(socket))
            .contains("<LookupItemResponse>", "<ItemIdentifierValue>" + barcode + "<");
      }
    }
  }

  @Test
  void anAnswerIsOneLineForPartnersThatReadLines() throws IOException {
    try (var socket = connect();
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      for (var barcode : new String[] {"1", "R"}) {
        send(socket, lookup(barcode, "secret"));
        assertThat(lines.readLine())
            .startsWith("<?xml")
            .contains("<ItemIdentifierValue>" + barcode + "<")
            .endsWith(END);
      }
      send(socket, "<NCIPMessage>" + "x".repeat(3_000));
      assertThat(lines.readLine()).contains("2000 bytes").endsWith(END);
    }
  }

  @Test
  void whoShowsNothingIsKnownByTheAddressIfTheAccountAllowsIt() throws IOException {
    var register = library.store.libraryRegister();
    var without =
        lookup("1", "").replaceFirst("<InitiationHeader>[\\s\\S]*</InitiationHeader>", "");
    var machine = "ncip: {tcp: {port: 0}, machines: [{account: north-ncip, from: [127.0.0.0/8]}]}";
    try (var known = TestServer.before(library, machine)) {
      try (var socket = connect(known)) {
        send(socket, without);
        assertThat(answer(socket))
            .contains(
                ">System Authentication Failed<", "No account of this address accepts this login");
      }
      register.putAccess(
          library.north,
          "north-ncip",
          new Access(true, List.of(), null, EnumSet.of(Access.Credential.ADDRESS), null, null));
      try (var socket = connect(known)) {
        send(socket, without);
        assertThat(answer(socket)).contains("<LookupItemResponse>", "<ItemIdentifierValue>1<");
        // As ReShare does: it names the agencies, and shows nothing.
        send(
            socket,
            lookup("2", "").replace("<FromAgencyAuthentication></FromAgencyAuthentication>", ""));
        assertThat(answer(socket)).contains("<ItemIdentifierValue>2<");
        send(socket, lookup("1", "guess"));
        assertThat(answer(socket))
            .as("who shows something is judged by it")
            .contains(">Agency Authentication Failed<");
      }
    } finally {
      register.putAccess(library.north, "north-ncip", Access.OPEN);
    }
  }

  @Test
  void messageThatComesTooEarlyIsAProtocolErrorAndTheEnd() throws IOException {
    try (var socket = connect()) {
      // One that comes when the one before is answered already is not too early; not all twenty
      // are.
      send(socket, lookup("1", "secret").repeat(20));
      var answer = answer(socket);
      assertThat(answer).contains("<ItemIdentifierValue>1<");
      for (var i = 0; i < 20 && answer.contains("<LookupItemResponse>"); i++) {
        answer = answer(socket);
      }
      assertThat(answer).contains(">Protocol Error<").doesNotContain("LookupItem");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void messageWithoutCredentialsIsTheEnd() throws IOException {
    try (var socket = connect()) {
      send(
          socket,
          "<NCIPMessage><LookupItem><ItemId><ItemIdentifierValue>1</ItemIdentifierValue></ItemId></LookupItem>"
              + END);
      assertThat(answer(socket)).contains(">System Authentication Failed<");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void wrongCredentialsAreAProblem() throws IOException {
    try (var socket = connect()) {
      send(socket, lookup("1", "guess"));
      assertThat(answer(socket)).contains(">Agency Authentication Failed<").doesNotContain("guess");
    }
  }

  @Test
  void messageBeyondTheLimitIsTheEnd() throws IOException {
    try (var socket = connect()) {
      send(socket, "<NCIPMessage>" + "x".repeat(3_000));
      assertThat(answer(socket)).contains(">Invalid Message Syntax Error<", "1000 bytes");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void messagesMayBeLongerOnceOneWasAnAccounts() throws IOException {
    var comment = "<!-- " + "x".repeat(1_000) + " -->";
    try (var socket = connect()) {
      send(socket, lookup("1", "secret"));
      assertThat(answer(socket)).contains("<LookupItemResponse>");
      send(socket, comment + lookup("2", "secret"));
      assertThat(answer(socket)).contains("<ItemIdentifierValue>2<");
      send(socket, comment + comment + lookup("R", "secret"));
      assertThat(answer(socket)).contains("2000 bytes");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    try (var socket = connect()) {
      send(socket, lookup("1", "guess"));
      assertThat(answer(socket)).contains(">Agency Authentication Failed<");
      send(socket, comment + lookup("2", "secret"));
      assertThat(answer(socket)).contains("1000 bytes");
    }
  }

  private static Socket connect() throws IOException {
    return connect(server);
  }

  private static Socket connect(TestServer to) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), to.listeners.ncipPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static String lookup(String barcode, String password) {
    return """
    <NCIPMessage xmlns="http://www.niso.org/2008/ncip"><LookupItem><InitiationHeader><FromAgencyId><AgencyId>north-ncip</AgencyId></FromAgencyId>
    <FromAgencyAuthentication>%s</FromAgencyAuthentication><ToAgencyId><AgencyId>DK-799700</AgencyId></ToAgencyId></InitiationHeader>
    <ItemId><ItemIdentifierValue>%s</ItemIdentifierValue></ItemId></LookupItem></NCIPMessage>
    """
        .formatted(password, barcode);
  }

  private static void send(Socket socket, String message) throws IOException {
    socket.getOutputStream().write(message.getBytes(UTF_8));
  }

  /** The next answer, up to the line feed after its end tag. */
  private static String answer(Socket socket) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!read.toString(UTF_8).endsWith(END + '\n')) {
      var next = socket.getInputStream().read();
      assertThat(next).as("in the middle of %s", read.toString(UTF_8)).isNotEqualTo(-1);
      read.write(next);
    }
    return read.toString(UTF_8);
  }
}
