package org.samling.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A kiosk on a raw socket: sends bytes, reads up to the next CR. */
public final class Kiosk implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket;
  private final Charset charset;

  public Kiosk(int port) {
    this(port, StandardCharsets.UTF_8);
  }

  public Kiosk(int port, Charset charset) {
    this(connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null), charset);
  }

  /** A kiosk on a connected socket. */
  public Kiosk(Socket socket) {
    this(socket, StandardCharsets.UTF_8);
  }

  private Kiosk(Socket socket, Charset charset) {
    this.socket = socket;
    this.charset = charset;
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A kiosk that connects from another address of this machine. */
  public static Kiosk from(String address, int port) {
    var to = address.indexOf(':') < 0 ? "127.0.0.1" : "::1";
    return new Kiosk(
        connect(
            new InetSocketAddress(InetAddress.ofLiteral(to), port),
            new InetSocketAddress(InetAddress.ofLiteral(address), 0)),
        StandardCharsets.UTF_8);
  }

  private static Socket connect(InetSocketAddress to, @Nullable InetSocketAddress from) {
    try {
      var socket = new Socket();
      if (from != null) {
        socket.bind(from);
      }
      socket.connect(to, TIMEOUT_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Logs in as the kiosk of the test library's first tenant. */
  public Kiosk login() {
    var reply = ask("9300CNnorth-kiosk|COsecret|");
    if (!reply.equals("941")) {
      throw new IllegalStateException("the reply to the login was " + reply);
    }
    return this;
  }

  /** A message in UTF-8 with its sequence number and checksum. */
  public static String summed(String message, int sequence) {
    var text = message + "AY" + sequence + "AZ";
    var sum = 0;
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      sum += b & 0xFF;
    }
    return text + "%04X".formatted(-sum & 0xFFFF);
  }

  /** Sends a message with CR and reads its reply. */
  public String ask(String message) {
    send(message + "\r");
    return read();
  }

  /** Sends text as it is. */
  public void send(String text) {
    send(text.getBytes(charset));
  }

  /** Sends bytes as they are. */
  public void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads up to the next CR, which is dropped. */
  public String read() {
    var bytes = new ByteArrayOutputStream();
    try {
      var in = socket.getInputStream();
      for (var next = in.read(); next != '\r'; next = in.read()) {
        if (next < 0) {
          throw new IOException("closed by the server after " + bytes.toString(charset));
        }
        if (next != '\n') {
          bytes.write(next);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(charset);
  }

  /** The next byte, or -1 where the server has closed the connection. */
  public int readByte() {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("the connection stays open", e);
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
