package org.samling.bench.measure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection of HTTP/1.1 that stays open: asks, and reads one answer after another. */
public final class KeepAliveConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 8_192;

  private static final int OK = 200;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;

  /**
   * Connects to a server on this machine.
   *
   * @param from the address of this machine to come from
   */
  public KeepAliveConnection(int port, InetAddress from) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  /**
   * The body of what is answered.
   *
   * @param request all of it, head and body
   * @throws IOException when the status is none of success, or there is no answer
   */
  public String ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    var status = line();
    var length = 0;
    for (var line = line(); !line.isEmpty(); line = line()) {
      var header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!status.startsWith("HTTP/1.1 " + OK)) {
      throw new IOException("the answer was " + status + ": " + body);
    }
    return body;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.length() > LONGEST_LINE) {
        throw new IOException("the answer was no HTTP, or the connection was closed");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
