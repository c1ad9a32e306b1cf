package org.samling.routes.z3950;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.Placement;
import org.samling.core.organisation.Account;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.SearchScope;
import org.samling.routes.catalogue.WantedTitles;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.External;
import org.samling.z3950.data.ItemOrder;
import org.samling.z3950.data.ItemOrder.ResultSetItem;
import org.samling.z3950.ill.IllFormatException;
import org.samling.z3950.ill.IllRequest;
import org.samling.z3950.ill.IllXml;

/**
 * Item Order: what other libraries order becomes interlibrary requests of the account's tenant. An
 * order names a record of a result set, or says in an ILL-APDU what is wanted, or both.
 */
final class Z3950ItemOrder {

  private final WantedTitles titles;
  private final InterlibraryRequests requests;

  Z3950ItemOrder(CatalogueSearch search, Inquiries inquiries, InterlibraryRequests requests) {
    this.titles = new WantedTitles(search, inquiries);
    this.requests = requests;
  }

  /**
   * What came of an order.
   *
   * @param number the number of its request
   * @param refusal why it can't be filled, or null
   */
  record Ordered(long number, @Nullable String refusal) {}

  /**
   * Places an order.
   *
   * @throws DiagnosticException where there is no order that can be placed
   */
  Ordered order(Z3950Session session, ExtendedServicesRequest message, ItemOrder order) {
    var account = authorised(session);
    var request = request(order.itemRequest());
    if (request == null && order.resultSetItem() == null) {
      throw new DiagnosticException(Bib1Diagnostic.ES_MISSING_PARAMETER, "resultSetItem");
    }
    var tenant = account.tenant().id();
    var record = record(session, account, order.resultSetItem(), request);
    var made =
        IllOrders.order(
            account.username(),
            session.group(),
            fingerprint(session, account, message, order, record),
            record,
            order.contact(),
            request);
    if (record == null && !made.description().namesTitle()) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_MISSING_PARAMETER, "a title or number in the item-id");
    }
    var placed =
        requests.place(
            tenant, account.branch(), made, Placement.of(made, titles.items(tenant, record)));
    if (!placed.request().isAskedForBy(made)) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED,
          "the transaction-id is that of request %d, which is for something else"
              .formatted(placed.request().number()));
    }
    return new Ordered(placed.request().number(), placed.placement().reason());
  }

  private static Account authorised(Z3950Session session) {
    var account = session.account();
    if (account == null || !account.scopes().contains(Account.Scope.ILL_REQUEST)) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_ID_NOT_AUTHORIZED, account == null ? "log in" : account.username());
    }
    return account;
  }

  /** What an ILL-APDU in XML says; one in BER is kept out of it, and needs a record of a set. */
  private static @Nullable IllRequest request(@Nullable External request) {
    if (request == null || Oid.ILL.equals(request.directReference())) {
      return null;
    } else if (!Oid.XML.equals(request.directReference())) {
      var form = request.directReference();
      throw new DiagnosticException(
          Bib1Diagnostic.ES_ITEM_ORDER_UNSUPPORTED_OID, form == null ? "" : form.dotted());
    }
    try {
      return IllXml.read(request.content().bytes());
    } catch (IllFormatException e) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The record that is meant. Clients fill in a result set where they have none (ZOOM: "default",
   * 1), so a number or ISBN in the ILL-APDU that finds one record comes first, and a set that is
   * not there does not count where the ILL-APDU says what is wanted.
   */
  private @Nullable WantedRecord record(
      Z3950Session session,
      Account account,
      @Nullable ResultSetItem item,
      @Nullable IllRequest request) {
    var described = request == null ? null : described(account, request.item());
    if (described != null || item == null) {
      return described;
    }
    return request != null && session.set(item.resultSetId()) == null
        ? null
        : ofSet(session, account, item);
  }

  private static WantedRecord ofSet(Z3950Session session, Account account, ResultSetItem item) {
    var set = Z3950Sets.find(session, item.resultSetId(), Bib1Diagnostic.RESULT_SET_DOES_NOT_EXIST);
    if (!new SearchScope.OfTenant(account.tenant().id()).equals(set.scope())) {
      throw new DiagnosticException(Bib1Diagnostic.DATABASE_ACCESS_DENIED, set.database());
    }
    if (item.item() < 1 || item.item() > set.found().count()) {
      throw new DiagnosticException(
          Bib1Diagnostic.PRESENT_OUT_OF_RANGE,
          "%d of %d".formatted(item.item(), set.found().count()));
    }
    return wanted(set.found().records(item.item(), 1).getFirst());
  }

  private static WantedRecord wanted(FoundRecord record) {
    return new WantedRecord(record.key(), record.ref());
  }

  private @Nullable WantedRecord described(Account account, IllRequest.Item item) {
    var numbers = new ArrayList<String>();
    for (var number : new @Nullable String[] {item.systemNo(), item.nationalBibliographyNo()}) {
      if (number != null) {
        numbers.add(number);
      }
    }
    var isbn = item.isbn();
    return titles.wanted(account.tenant().id(), numbers, isbn == null ? List.of() : List.of(isbn));
  }

  /** Of all that an order says, but for the name of the set in which its record was found. */
  private static String fingerprint(
      Z3950Session session,
      Account account,
      ExtendedServicesRequest message,
      ItemOrder order,
      @Nullable WantedRecord record) {
    var request = order.itemRequest();
    return CommandKey.of(
            InterlibraryRequests.SAME_BYTES,
            account.username(),
            String.valueOf(session.group()),
            String.valueOf(message.packageName()),
            String.valueOf(message.userId()),
            String.valueOf(order.contact()),
            record == null ? "" : record.key(),
            request == null ? new byte[0] : request.content().bytes())
        .hex();
  }
}
