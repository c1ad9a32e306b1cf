package org.samling.server.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.OptionalInt;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Request;

/**
 * Kiosks that check out one item after another, with AY and AZ and without a PIN.
 *
 * @param port the port of SIP2, on this machine
 * @param account the name of their account, which is its password too
 * @param stock what there is to lend
 */
record Kiosks(int port, String account, Stock stock) implements ClosedLoop.Callers {

  private static final Sip2Codec CODEC = new Sip2Codec(Sip2Charset.UTF_8);
  private static final int TIMEOUT_MILLIS = 30_000;

  @Override
  public ClosedLoop.Caller caller(int number) throws IOException {
    var kiosk = new Kiosk(new Socket(InetAddress.getLoopbackAddress(), port));
    kiosk.logIn();
    return kiosk;
  }

  /** A connection. */
  private final class Kiosk implements ClosedLoop.Caller {

    private final Socket socket;
    private final InputStream in;
    private int sequence;

    Kiosk(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    void logIn() throws IOException {
      var login = "9300CN" + account + "|CO" + account + "|\r";
      send(login.getBytes(StandardCharsets.UTF_8), "941");
    }

    @Override
    public void call() throws IOException {
      var copy = stock.takeFree();
      var card = stock.card();
      send(checkout(copy, card), "121");
      stock.lend(copy, card);
    }

    private byte[] checkout(Stock.Copy copy, String card) {
      var message =
          new Sip2Request.Checkout(
              Sip2Flag.NO,
              Sip2Flag.NO,
              Sip2Date.of(Instant.now(), ZoneId.systemDefault()),
              Sip2Date.BLANK,
              copy.branch(),
              new Sip2PatronId(card),
              copy.barcode(),
              null,
              null,
              null,
              null,
              null);
      var frame = CODEC.encode(message, OptionalInt.of(sequence++ % 10), true).bytes();
      var line = Arrays.copyOf(frame, frame.length + 1);
      line[frame.length] = '\r';
      return line;
    }

    private void send(byte[] request, String expected) throws IOException {
      socket.getOutputStream().write(request);
      var reply = new StringBuilder();
      for (var next = in.read(); next != '\r'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the server closed the connection");
        }
        reply.append((char) next);
      }
      if (!reply.toString().startsWith(expected)) {
        throw new IOException("wanted " + expected + ", got " + reply);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
