package org.samling.bench.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.samling.bench.kiosk.KioskLoad;
import org.samling.bench.kiosk.KioskMessages;

/**
 * A kiosk that sends a message and waits for the reply, and can lose its connection and come back.
 */
final class SoakKiosk implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

  private final KioskLoad.Target target;
  private final Runnable askedAgain;
  private final KioskMessages messages = new KioskMessages();
  private Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();

  /**
   * Makes a kiosk that connects and logs in when it first has a message.
   *
   * @param askedAgain called each time a message gets no reply and is sent again
   */
  SoakKiosk(KioskLoad.Target target, Runnable askedAgain) {
    this.target = target;
    this.askedAgain = askedAgain;
  }

  /** Opens a connection without logging in. */
  static Socket connect(KioskLoad.Target target) throws IOException {
    var socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(target.host(), target.port()), TIMEOUT_MILLIS);
    return socket;
  }

  /** Logs in without recording the login as the last message, which may have to be resent. */
  private void connect() throws IOException {
    socket = connect(target);
    in = new BufferedInputStream(socket.getInputStream());
    var own = new KioskMessages();
    send(own.login(target.user(), target.password()));
    var reply = read();
    if (own.check(reply) != KioskMessages.Answer.DONE) {
      throw new IllegalStateException("the login of " + target.user() + " was refused");
    }
  }

  /** Makes its messages; each must be sent before the next one is made. */
  KioskMessages messages() {
    return messages;
  }

  /**
   * Sends a message of {@link #messages} and checks the reply.
   *
   * @throws IllegalStateException if it is not a reply to the message
   */
  KioskMessages.Answer answer(byte[] message) throws IOException, InterruptedException {
    return messages.check(ask(message));
  }

  /**
   * Sends bytes that end with CR, and returns the reply without it. If the server closes the
   * connection because it can't answer in time, the same bytes are resent over new connections for
   * two minutes.
   */
  byte[] ask(byte[] message) throws IOException, InterruptedException {
    for (var end = System.nanoTime() + PATIENCE.toNanos(); ; ) {
      try {
        if (!socket.isConnected() || socket.isClosed()) {
          connect();
        }
        send(message);
        return read();
      } catch (IOException e) {
        socket.close();
        if (System.nanoTime() > end) {
          throw e;
        }
        askedAgain.run();
        Thread.sleep(BETWEEN_ATTEMPTS);
      }
    }
  }

  private void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next reply. */
  private byte[] read() throws IOException {
    var reply = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection of a kiosk");
      }
      reply.write(next);
    }
    return reply.toByteArray();
  }

  /** The next reply, as text. */
  String text(byte[] message) throws IOException, InterruptedException {
    return new String(ask(message), StandardCharsets.UTF_8);
  }

  /** Sends bytes and resets the connection before reading a reply. */
  void sendAndReset(byte[] bytes) throws IOException {
    if (!socket.isConnected() || socket.isClosed()) {
      connect();
    }
    send(bytes);
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
