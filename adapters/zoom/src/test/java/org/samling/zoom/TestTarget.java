package org.samling.zoom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** yaz-ztest, which comes with yaz-client: it finds something whatever one looks for. */
final class TestTarget implements AutoCloseable {

  private static final int ATTEMPTS = 200;

  private final Process process;
  private final int port;

  private TestTarget(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static TestTarget start() {
    try {
      var port = freePort();
      var process =
          new ProcessBuilder("yaz-ztest", "-v", "none", "tcp:127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(Path.of("target", "yaz-ztest.log").toFile())
              .start();
      var target = new TestTarget(process, port);
      target.await();
      return target;
    } catch (IOException e) {
      return Assumptions.abort(
          "SKIPPED: yaz-ztest is not installed, so nothing here was tried with it (apt-get install yaz): "
              + e);
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await() {
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException _) {
        if (!process.isAlive()) {
          break;
        }
        sleep();
      }
    }
    close();
    throw new IllegalStateException("yaz-ztest does not listen; see target/yaz-ztest.log");
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String address() {
    return "127.0.0.1:%d/Default".formatted(port);
  }

  String sruAddress() {
    return "http://127.0.0.1:%d/Default".formatted(port);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
