package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.NcipPartner.item;
import static org.samling.server.web.NcipPartner.message;
import static org.samling.server.web.NcipPartner.request;
import static org.samling.server.web.NcipPartner.user;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.PatronAccount;
import org.samling.ncip.NcipNotification;
import org.samling.ncip.NcipRequest;
import org.samling.postgres.TestPatrons;
import org.samling.server.TestServer;

/** One tenant's partner never reads or touches another's patron, item or request. */
class NcipTenantsTest {

  /** A patron and an item that the first tenant has and the second has not. */
  private static final String CARD = "2000000000";

  private static final String BARCODE = "3000000000";

  @Test
  void noServiceReachesWhatIsAnotherTenants() {
    try (var server = new TestServer()) {
      server.library.addStock(1, 1);
      try (var own = new NcipPartner(server, "north-ncip");
          var other = new NcipPartner(server, "south-ncip")) {
        own.ask(message("RequestItem", user(CARD), item("6"), request("r-1")));
        own.ask(message("CheckOutItem", user("A"), item("1")));
        var before = account(server);
        var hold = before.holds().getFirst().id().toString();
        for (var message : messages(hold, CARD, BARCODE).entrySet()) {
          var answer = other.ask(message.getValue());
          assertThat(answer)
              .as(message.getKey())
              .contains("<Problem>")
              .containsPattern(
                  "Unknown (User|Item|Request|Agency)|Unauthorized Service For Agency|User Authentication Failed")
              .doesNotContain("Navn", "Ærø", "Fanø");
        }
        assertThat(account(server)).isEqualTo(before);
        assertThat(
                server
                    .library
                    .store
                    .inquiries()
                    .item(server.library.north, "1")
                    .orElseThrow()
                    .due())
            .as("an item of the same barcode is the other tenant's own")
            .isNotNull();
      }
    }
  }

  /** The interlibrary requests of a tenant are named by a number, a library or a barcode. */
  @Test
  void noServiceReachesAnothersInterlibraryRequests() {
    var library = "INST-DK-710100";
    var borrowed = "5710100001";
    try (var server = new TestServer()) {
      server.library.addStock(1, 1);
      TestPatrons.patron().put(server.library, server.library.north, library);
      try (var own = new NcipPartner(server, "north-ncip");
          var other = new NcipPartner(server, "south-ncip")) {
        own.ask(message("RequestItem", user(library), item("6"), request("b-1")));
        own.ask(message("AcceptItem", request("r-1"), user(CARD), item(borrowed)));
        var before = interlibrary(server);
        assertThat(before).hasSize(2);
        for (var number : List.of("b-1", "r-1")) {
          for (var message : messages(number, library, borrowed).entrySet()) {
            assertThat(other.ask(message.getValue()))
                .as("%s of %s", message.getKey(), number)
                .contains("<Problem>");
          }
        }
        assertThat(interlibrary(server)).isEqualTo(before);
      }
    }
  }

  private static List<String> interlibrary(TestServer server) {
    return server.library.texts(
        server.library.north,
        """
        select r::text || coalesce((select i::text from item i where i.barcode = r.barcode), '')
          || (select string_agg(h::text, '') from hold h where h.id = r.hold_id)
          || (select count(*) from ill_event) || (select count(*) from ill_message)
        from ill_request r order by number
        """);
  }

  @Test
  void everyServiceIsAmongThem() {
    assertThat(messages("", CARD, BARCODE).keySet())
        .containsAll(
            Stream.of(NcipRequest.Service.class, NcipNotification.class)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .filter(name -> !name.equals("LookupVersion")) // asks about nothing of anybody's
                .toList());
  }

  private static PatronAccount account(TestServer server) {
    return server.library.store.inquiries().patron(server.library.north, CARD).orElseThrow();
  }

  private static String pin(String pin) {
    return "<AuthenticationInput><AuthenticationInputData>%s</AuthenticationInputData><AuthenticationDataFormatType>text/plain</AuthenticationDataFormatType><AuthenticationInputType>PIN</AuthenticationInputType></AuthenticationInput>"
        .formatted(pin);
  }

  /** A message of each service that names what is another tenant's. */
  static Map<String, String> messages(String number, String card, String barcode) {
    var item = item(barcode);
    var user = user(card);
    var request =
        "<RequestId><RequestIdentifierValue>" + number + "</RequestIdentifierValue></RequestId>";
    var fields =
        "<AddRequestFields><NeedBeforeDate>2099-01-01T00:00:00Z</NeedBeforeDate></AddRequestFields>";
    var due = "<DateDue>2099-01-01T00:00:00Z</DateDue>";
    var messages = new TreeMap<String, String>();
    put(messages, "LookupUser", user);
    put(messages, "LookupItem", item);
    put(messages, "LookupItemSet", item);
    put(messages, "LookupRequest", request);
    put(messages, "LookupAgency", "<AgencyId>DK-000000</AgencyId>");
    put(messages, "RequestItem", user, item);
    put(messages, "CheckOutItem", user, item);
    put(messages, "CheckInItem", item);
    put(messages, "RenewItem", user, item);
    put(messages, "CancelRequestItem", user, request);
    put(messages, "UpdateRequestItem", request, fields);
    put(
        messages,
        "CreateUserFiscalTransaction",
        user,
        "<FiscalTransactionInformation><Amount><CurrencyCode>DKK</CurrencyCode><MonetaryValue>1</MonetaryValue></Amount></FiscalTransactionInformation>");
    put(
        messages,
        "CreateUser",
        user,
        "<NameInformation><PersonalNameInformation><UnstructuredPersonalUserName>X</UnstructuredPersonalUserName></PersonalNameInformation></NameInformation>");
    put(
        messages,
        "UpdateUser",
        user,
        "<DeleteUserFields>%s</DeleteUserFields><AddUserFields>%s</AddUserFields>"
            .formatted(pin("1234"), pin("4321")));
    put(messages, "AcceptItem", request, user, item(barcode + "9"));
    put(messages, "DeleteItem", item);
    put(messages, "RecallItem", item);
    put(messages, "CancelRecallItem", item);
    put(messages, "UndoCheckOutItem", item, user);
    put(messages, "ItemCheckedIn", item);
    put(messages, "ItemCheckedOut", user, item, due);
    put(messages, "ItemRenewed", user, item, due);
    put(messages, "ItemRequested", user, item);
    put(messages, "ItemShipped", request);
    put(messages, "ItemReceived", request);
    put(messages, "ItemRequestCancelled", user, request);
    put(messages, "ItemRequestUpdated", request, fields);
    put(messages, "CirculationStatusUpdated", item, "<CirculationStatus>Lost</CirculationStatus>");
    put(messages, "CirculationStatusChangeReported", item, user, "<ItemReportedNeverBorrowed/>");
    return messages;
  }

  private static void put(Map<String, String> messages, String service, String... parts) {
    messages.put(service, message(service, parts));
  }
}
