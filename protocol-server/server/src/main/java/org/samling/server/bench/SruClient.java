package org.samling.server.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Asks by SRU on a connection that stays open, and checks every answer. A server may allow an
 * address so many searches only, so each connection comes from another address of this machine and
 * makes way for the next one in time.
 */
final class SruClient implements ClosedLoop.Caller {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int SEARCHES = 400;
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 8_192;

  private static final int OK = 200;
  private static final String LENGTH = "content-length:";

  private static final Pattern NUMBER = Pattern.compile("numberOfRecords>(\\d+)<");
  private static final Pattern LEADER = Pattern.compile("<leader>");

  /** Numbers the connections of all clients, and so their addresses. */
  private static final AtomicInteger CONNECTIONS = new AtomicInteger();

  private final SearchTarget target;
  private final SearchQueries.Turn queries;
  private final int most;
  private Socket socket;
  private InputStream in;
  private int searches;

  /**
   * Connects.
   *
   * @param queries what is asked
   * @param most how many records are asked for
   */
  SruClient(SearchTarget target, SearchQueries.Turn queries, int most) throws IOException {
    this.target = target;
    this.queries = queries;
    this.most = most;
    socket = connect();
    in = stream();
  }

  private Socket connect() throws IOException {
    var number = CONNECTIONS.incrementAndGet();
    var from = new byte[] {127, 1, (byte) (number / 250 % 250), (byte) (1 + number % 250)};
    var connected =
        new Socket(
            InetAddress.getLoopbackAddress(),
            target.sru().port(),
            InetAddress.getByAddress(from),
            0);
    connected.setTcpNoDelay(true);
    connected.setSoTimeout(TIMEOUT_MILLIS);
    return connected;
  }

  private InputStream stream() throws IOException {
    return new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  @Override
  public void call() throws IOException {
    if (searches++ == SEARCHES) {
      socket.close();
      socket = connect();
      in = stream();
      searches = 1;
    }
    var query = queries.next();
    var text =
        switch (target.sru().query()) {
          case CQL -> query.cql();
          case PREFIX -> query.prefix();
        };
    var request =
        "GET %s%s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n"
            .formatted(
                target.sru().begin(),
                URLEncoder.encode(text, StandardCharsets.UTF_8),
                target.sru().port());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var body = body();
    var number = NUMBER.matcher(body);
    if (!number.find()
        || LEADER.matcher(body).results().count() != Math.min(most, Long.parseLong(number.group(1)))
        || number.group(1).equals("0")) {
      throw new IOException(target.name() + " answered " + text + " with " + body);
    }
  }

  private String body() throws IOException {
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
      throw new IOException(target.name() + " answered " + status + ": " + body);
    }
    return body;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.length() > LONGEST_LINE) {
        throw new IOException(target.name() + " answered no HTTP, or closed the connection");
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
