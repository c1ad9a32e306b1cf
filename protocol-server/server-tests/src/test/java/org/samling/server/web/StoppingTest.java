package org.samling.server.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;

/** What becomes of HTTP when the server is told to stop. */
class StoppingTest {

  private static final String MESSAGE = NcipPartner.message("LookupItem", NcipPartner.item("1"));

  private static Socket connect(TestServer server) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.listeners.httpPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private static String statusLine(Socket socket) throws IOException {
    var line = new StringBuilder();
    for (var next = socket.getInputStream().read();
        next >= 0 && next != '\r';
        next = socket.getInputStream().read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  @Test
  void readinessEndsFirstAndWhatIsUnderWayIsStillAnswered() throws Exception {
    var server = TestServer.withSip2("{port: 0, drain: 1m}");
    Thread stopping;
    try (var slow = connect(server);
        var probe = connect(server);
        var idle = connect(server)) {
      send(idle, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      assertThat(statusLine(idle)).isEqualTo("HTTP/1.1 200 OK");
      var body = MESSAGE.getBytes(UTF_8);
      send(
          slow,
          ("POST /ncip HTTP/1.1\r\nHost: x\r\nContent-Type: application/xml\r\n"
                  + "Authorization: Basic bm9ydGgtbmNpcDpzZWNyZXQ=\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(US_ASCII));
      try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
        stopping = Thread.ofVirtual().start(server::close);
        while (!kiosk.ask("9900802.00").startsWith("98N")) {
          Thread.sleep(5);
        }
        send(probe, "GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
        assertThat(statusLine(probe)).isEqualTo("HTTP/1.1 503 Service Unavailable");
      }
      assertThat(idle.getInputStream().readAllBytes()).as("closed while idle").isNotEmpty();
      send(slow, body);
      assertThat(statusLine(slow)).isEqualTo("HTTP/1.1 200 OK");
    }
    stopping.join();
  }
}
