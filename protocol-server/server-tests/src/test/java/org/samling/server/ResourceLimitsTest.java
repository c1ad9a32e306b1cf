package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.requests.ResourceLimit;
import org.samling.operations.Operation;

/** Limits of the server that nothing else needs a server for. */
class ResourceLimitsTest {

  private static final int LONG_BODIES = 8;
  private static final int TIMEOUT_MILLIS = 30_000;

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
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.listeners.httpPort());
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
}
