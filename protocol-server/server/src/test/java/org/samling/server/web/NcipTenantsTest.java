package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.NcipPartner.item;
import static org.samling.server.web.NcipPartner.message;
import static org.samling.server.web.NcipPartner.request;
import static org.samling.server.web.NcipPartner.user;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.PatronAccount;
import org.samling.ncip.NcipNotification;
import org.samling.ncip.NcipRequest;
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
        for (var message : messages(hold).entrySet()) {
          var answer = other.ask(message.getValue());
          assertThat(answer)
              .as(message.getKey())
              .contains("<Problem>")
              .containsPattern("Unknown (User|Item|Request|Agency)|Unauthorized Service For Agency")
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

  @Test
  void everyServiceIsAmongThem() {
    assertThat(messages("").keySet())
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

  /** A message of each service that names what is another tenant's. */
  private static Map<String, String> messages(String hold) {
    var item = item(BARCODE);
    var user = user(CARD);
    var request =
        "<RequestId><RequestIdentifierValue>" + hold + "</RequestIdentifierValue></RequestId>";
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
    put(messages, "RecallItem", item);
    put(messages, "CancelRecallItem", item);
    put(messages, "UndoCheckOutItem", item, user);
    put(messages, "ItemCheckedIn", item);
    put(messages, "ItemCheckedOut", user, item, due);
    put(messages, "ItemRenewed", user, item, due);
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
