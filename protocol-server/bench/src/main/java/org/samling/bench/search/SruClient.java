package org.samling.bench.search;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.samling.bench.library.SearchTarget;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.KeepAliveConnection;

/**
 * Searches by SRU on a keep-alive connection, and checks every response. A server may limit the
 * searches from one address, so each connection comes from another address of this machine and is
 * replaced in time.
 */
public final class SruClient implements ClosedLoop.Caller {

  private static final int SEARCHES = 400;

  private static final Pattern NUMBER = Pattern.compile("numberOfRecords>(\\d+)<");
  private static final Pattern LEADER = Pattern.compile("<leader>");

  /** Numbers the connections of all clients, and so their addresses. */
  private static final AtomicInteger CONNECTIONS = new AtomicInteger();

  private final SearchTarget target;
  private final SearchQueries.QueryCycle queries;
  private final int limit;
  private KeepAliveConnection connection;
  private int searches;

  /**
   * Connects.
   *
   * @param queries the queries to send
   * @param limit the maximum number of records requested
   */
  public SruClient(SearchTarget target, SearchQueries.QueryCycle queries, int limit)
      throws IOException {
    this.target = target;
    this.queries = queries;
    this.limit = limit;
    connection = connect();
  }

  private KeepAliveConnection connect() throws IOException {
    var number = CONNECTIONS.incrementAndGet();
    var from = new byte[] {127, 1, (byte) (number / 250 % 250), (byte) (1 + number % 250)};
    return new KeepAliveConnection(target.sru().port(), InetAddress.getByAddress(from));
  }

  @Override
  public void call() throws IOException {
    if (searches++ == SEARCHES) {
      connection.close();
      connection = connect();
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
    var body = connection.ask(request.getBytes(StandardCharsets.US_ASCII));
    var number = NUMBER.matcher(body);
    if (!number.find()
        || LEADER.matcher(body).results().count()
            != Math.min(limit, Long.parseLong(number.group(1)))
        || number.group(1).equals("0")) {
      throw new IOException(target.name() + " answered " + text + " with " + body);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
