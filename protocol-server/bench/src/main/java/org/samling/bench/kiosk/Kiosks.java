package org.samling.bench.kiosk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ClosedLoop;

/**
 * Kiosks that do the same again and again, with AY and AZ and without a PIN.
 *
 * @param port the SIP2 port on this machine
 * @param account the name of their account, which is also its password
 * @param stock the items and patrons
 * @param visit what they do
 */
public record Kiosks(int port, String account, Stock stock, Visit visit)
    implements ClosedLoop.Callers {

  private static final int TIMEOUT_MILLIS = 30_000;

  /** What a kiosk does. */
  public enum Visit {
    /** It lends an item. */
    CHECKOUT,
    /** It gets a patron's account. */
    PATRON
  }

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
    private final KioskMessages messages = new KioskMessages();

    Kiosk(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    void logIn() throws IOException {
      send(messages.login(account, account));
    }

    @Override
    public void call() throws IOException {
      switch (visit) {
        case CHECKOUT -> {
          var copy = stock.takeFree();
          var card = stock.card();
          send(messages.checkout(copy, card));
          stock.lend(copy, card);
        }
        case PATRON -> send(messages.patronInformation(stock.card()));
      }
    }

    private void send(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      var reply = new ByteArrayOutputStream();
      for (var next = in.read(); next != '\r'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the server closed the connection");
        }
        reply.write(next);
      }
      if (messages.check(reply.toByteArray()) == KioskMessages.Answer.REFUSED) {
        throw new IOException("refused: " + reply.toString(StandardCharsets.UTF_8));
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
