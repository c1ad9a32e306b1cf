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
 * Interlibrary-loan systems that call one server by NCIP 2, each on a keep-alive HTTP connection,
 * and check its responses.
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
   * Makes the systems of one account.
   *
   * @param port the server's HTTP port on this machine
   * @param account the account, whose password is its name
   * @param stock the patrons and items that they request
   */
  public NcipCallers(int port, String account, Stock stock) {
    this.port = port;
    this.stock = stock;
    var credentials = Base64.getEncoder().encodeToString((account + ":" + account).getBytes(UTF_8));
    head =
        "POST /ncip HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Basic %s\r\nContent-Type: application/xml\r\nContent-Length: "
            .formatted(port, credentials);
  }

  /** The callers of an operation. */
  public ClosedLoop.Callers of(NcipOperation operation) {
    return _ -> {
      var connection = new KeepAliveConnection(port, InetAddress.getLoopbackAddress());
      return switch (operation) {
        case LOOKUP_USER -> new LookupCaller(connection);
        case LEND -> new LendCaller(connection);
      };
    };
  }

  /** A request for the patron data that an interlibrary-loan system needs. */
  static String lookupUser(String card) {
    return MESSAGE.formatted(
        """
        <LookupUser>%s<UserId><UserIdentifierValue>%s</UserIdentifierValue></UserId>\
        <UserElementType>Name Information</UserElementType><UserElementType>User Address Information</UserElementType>\
        <UserElementType>User Privilege</UserElementType><UserElementType>Block Or Trap</UserElementType></LookupUser>\
        """
            .formatted(HEADER, card));
  }

  /** A request to check out an item. */
  static String checkOut(String card, String barcode) {
    return MESSAGE.formatted(
        """
        <CheckOutItem>%s<UserId><UserIdentifierValue>%s</UserIdentifierValue></UserId>\
        <ItemId><ItemIdentifierValue>%s</ItemIdentifierValue></ItemId></CheckOutItem>\
        """
            .formatted(HEADER, card, barcode));
  }

  /** A request to check in an item. */
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
      throw new IllegalStateException("an unexpected problem: " + answer);
    }
  }

  /** Looks up one patron after another. */
  private final class LookupCaller implements ClosedLoop.Caller {

    private final KeepAliveConnection connection;

    LookupCaller(KeepAliveConnection connection) {
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

  /** Checks out an item and checks it in with the next message; the last one is left as it is. */
  private final class LendCaller implements ClosedLoop.Caller {

    private final KeepAliveConnection connection;
    private Stock.@Nullable Copy lent;

    LendCaller(KeepAliveConnection connection) {
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
