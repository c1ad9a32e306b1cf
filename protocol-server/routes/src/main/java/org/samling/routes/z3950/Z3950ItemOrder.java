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
import org.samling.routes.catalogue.RequestedTitles;
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
 * Item Order: turns other libraries' orders into interlibrary requests of the account's tenant. An
 * order names a record of a result set, or describes the item in an ILL-APDU, or both.
 */
final class Z3950ItemOrder {

  private final RequestedTitles titles;
  private final InterlibraryRequests requests;

  Z3950ItemOrder(CatalogueSearch search, Inquiries inquiries, InterlibraryRequests requests) {
    this.titles = new RequestedTitles(search, inquiries);
    this.requests = requests;
  }

  /**
   * The result of an order.
   *
   * @param number the number of its request
   * @param refusal why it can't be filled, or null
   */
  record PlacedOrder(long number, @Nullable String refusal) {}

  /**
   * Places an order.
   *
   * @throws DiagnosticException where the order can't be placed
   */
  PlacedOrder order(Z3950Session session, ExtendedServicesRequest message, ItemOrder order) {
    var account = authorised(session);
    var request = request(order.itemRequest());
    if (request == null && order.resultSetItem() == null) {
      throw new DiagnosticException(Bib1Diagnostic.ES_MISSING_PARAMETER, "resultSetItem");
    }
    var tenant = account.tenant().id();
    var record = record(session, account, order.resultSetItem(), request);
    var illOrder =
        IllOrders.order(
            account.username(),
            session.group(),
            fingerprint(session, account, message, order, record),
            record,
            order.contact(),
            request);
    if (record == null && !illOrder.description().namesTitle()) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_MISSING_PARAMETER, "a title or number in the item-id");
    }
    var placed =
        requests.place(
            tenant,
            account.branch(),
            illOrder,
            Placement.of(illOrder, titles.items(tenant, record)));
    if (!placed.request().isRepeatedBy(illOrder)) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED,
          "the transaction-id was used for request %d, which is for another item"
              .formatted(placed.request().number()));
    }
    return new PlacedOrder(placed.request().number(), placed.placement().reason());
  }

  private static Account authorised(Z3950Session session) {
    var account = session.account();
    if (account == null || !account.may(Account.Scope.ILL_REQUEST)) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_ID_NOT_AUTHORIZED, account == null ? "log in" : account.username());
    }
    return account;
  }

  /** The ILL-APDU if it is in XML; one in BER is ignored, and needs a record of a result set. */
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
   * The requested record. Clients send a result set where they have none (ZOOM: "default", 1), so a
   * number or ISBN in the ILL-APDU that finds one record takes precedence, and a missing result set
   * is ignored if there is an ILL-APDU.
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
    return titles.find(account.tenant().id(), numbers, isbn == null ? List.of() : List.of(isbn));
  }

  /** The key of an order's whole content, except for the name of the result set of its record. */
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
