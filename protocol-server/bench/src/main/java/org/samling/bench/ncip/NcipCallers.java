package org.samling.bench.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.Stock;
import org.samling.bench.measure.ClosedLoop;
import org.samling.bench.measure.KeepAliveConnection;

/**
 * Interlibrary-loan systems that ask one server by NCIP 2, each on an HTTP connection that stays
 * open, and check what they are answered.
 */
public final class NcipCallers {

  private static final String HEADER =
      """
      <InitiationHeader><FromAgencyId><AgencyId>DK-800010</AgencyId></FromAgencyId>\
      <ToAgencyId><AgencyId>DK-790000</AgencyId></ToAgencyId></InitiationHeader>\
      """;

  private static final String MESSAGE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <NCIPMessage xmlns="http://www.niso.org/2008/ncip" version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd">%s</NCIPMessage>\
      """;

  private final int port;
  private final String head;
  private final Stock stock;

  /**
   * The systems of one account.
   *
   * @param port the server's port for HTTP, on this machine
   * @param account the account, whose password is its name
   * @param stock whom and what they ask for
   */
  public NcipCallers(int port, String account, Stock stock) {
    this.port = port;
    this.stock = stock;
    var credentials = Base64.getEncoder().encodeToString((account + ":" + account).getBytes(UTF_8));
    head =
        "POST /ncip HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Basic %s\r\nContent-Type: application/xml\r\nContent-Length: "
            .formatted(port, credentials);
  }

  /** Callers of an operation. */
  public ClosedLoop.Callers of(NcipOperation operation) {
    return _ -> {
      var connection = new KeepAliveConnection(port, InetAddress.getLoopbackAddress());
      return switch (operation) {
        case LOOKUP_USER -> new Looking(connection);
        case LEND -> new Lending(connection);
      };
    };
  }

  /** A request that asks for what an interlibrary-loan system wants to know of a patron. */
  static String lookupUser(String card) {
    return MESSAGE.formatted(
        """
        <LookupUser>%s<UserId><UserIdentifierValue>%s</UserIdentifierValue></UserId>\
        <UserElementType>Name Information</UserElementType><UserElementType>User Address Information</UserElementType>\
        <UserElementType>User Privilege</UserElementType><UserElementType>Block Or Trap</UserElementType></LookupUser>\
        """
            .formatted(HEADER, card));
  }

  /** A request to lend an item. */
  static String checkOut(String card, String barcode) {
    return MESSAGE.formatted(
        """
        <CheckOutItem>%s<UserId><UserIdentifierValue>%s</UserIdentifierValue></UserId>\
        <ItemId><ItemIdentifierValue>%s</ItemIdentifierValue></ItemId></CheckOutItem>\
        """
            .formatted(HEADER, card, barcode));
  }

  /** A request to take an item back. */
  static String checkIn(String barcode) {
    return MESSAGE.formatted(
        """
        <CheckInItem>%s<ItemId><ItemIdentifierValue>%s</ItemIdentifierValue></ItemId></CheckInItem>\
        """
            .formatted(HEADER, barcode));
  }

  private String ask(KeepAliveConnection connection, String message) throws IOException {
    var body = message.getBytes(UTF_8);
    var first = (head + body.length + "\r\n\r\n").getBytes(UTF_8);
    var request = new byte[first.length + body.length];
    System.arraycopy(first, 0, request, 0, first.length);
    System.arraycopy(body, 0, request, first.length, body.length);
    return connection.ask(request);
  }

  private static void expect(String answer, String... parts) {
    for (var part : parts) {
      if (!answer.contains(part)) {
        throw new IllegalStateException("%s was expected, not: %s".formatted(part, answer));
      }
    }
    if (answer.contains("<Problem>")) {
      throw new IllegalStateException("no problem was expected: " + answer);
    }
  }

  /** Asks for one patron after another. */
  private final class Looking implements ClosedLoop.Caller {

    private final KeepAliveConnection connection;

    Looking(KeepAliveConnection connection) {
      this.connection = connection;
    }

    @Override
    public void call() throws IOException {
      var card = stock.card();
      expect(
          ask(connection, lookupUser(card)),
          "</LookupUserResponse>",
          "<UserIdentifierValue>" + card + "<",
          "</NameInformation>",
          "</UserPrivilege>");
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  /** Lends an item and takes it back with the next message; the last one stays where it is. */
  private final class Lending implements ClosedLoop.Caller {

    private final KeepAliveConnection connection;
    private Stock.@Nullable Copy lent;

    Lending(KeepAliveConnection connection) {
      this.connection = connection;
    }

    @Override
    public void call() throws IOException {
      var copy = lent;
      if (copy == null) {
        copy = stock.takeFree();
        var card = stock.card();
        expect(
            ask(connection, checkOut(card, copy.barcode())),
            "</CheckOutItemResponse>",
            "<ItemIdentifierValue>" + copy.barcode() + "<",
            "<UserIdentifierValue>" + card + "<",
            "</DateDue>");
        lent = copy;
      } else {
        expect(
            ask(connection, checkIn(copy.barcode())),
            "</CheckInItemResponse>",
            "<ItemIdentifierValue>" + copy.barcode() + "<");
        stock.shelve(copy);
        lent = null;
      }
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
