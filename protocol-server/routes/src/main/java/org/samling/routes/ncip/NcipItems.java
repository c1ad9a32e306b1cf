package org.samling.routes.ncip;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Account;
import org.samling.ncip.NcipRequest.LookupItem;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.LookupItemResponse;
import org.samling.ncip.data.BibliographicDescription;
import org.samling.ncip.data.BibliographicDescription.Text;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.ItemOptionalFields.ItemDescription;
import org.samling.ncip.data.ItemOptionalFields.Location;
import org.samling.ncip.data.ItemOptionalFields.LocationNameInstance;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.SchemeValue;

/** Looks up items and their current status. */
final class NcipItems {

  /** The item identifier type that partners expect. */
  private static final SchemeValue BARCODE = SchemeValue.of("Item Barcode");

  private final Inquiries inquiries;

  NcipItems(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /**
   * Answers LookupItem. The borrower is never revealed, whatever the request asks for.
   *
   * @param holds finds the item of a request
   */
  NcipResponse lookup(NcipExchange<LookupItem> exchange, NcipHolds holds) {
    var request = exchange.request();
    var id = request.itemId();
    return id == null
        ? ofRequest(exchange, Objects.requireNonNull(request.requestId()), holds)
        : ofItem(exchange, id);
  }

  /** Answers for the item that fills a request, or for its title if there is none yet. */
  private NcipResponse ofRequest(NcipExchange<LookupItem> exchange, RequestId id, NcipHolds holds) {
    var hold = holds.find(exchange, id).hold();
    var barcode = hold.barcode();
    var item = barcode == null ? null : inquiries.item(exchange.tenant(), barcode).orElse(null);
    return new LookupItemResponse(
        id,
        item == null ? null : id(exchange.account(), item.item().barcode()),
        hold.pickupUntil(),
        null,
        item == null
            ? titleFields(hold.title(), hold.record())
            : fields(item, exchange.request().itemElementTypes()));
  }

  private NcipResponse ofItem(NcipExchange<LookupItem> exchange, ItemId id) {
    var request = exchange.request();
    var item = item(exchange, id);
    return new LookupItemResponse(
        null,
        id(exchange.account(), item.item().barcode()),
        item.pickupUntil(),
        item.recalledAt(),
        null,
        fields(item, request.itemElementTypes()));
  }

  /**
   * The item with this barcode.
   *
   * @throws ProblemException where there is none
   */
  ItemState item(NcipExchange<?> exchange, ItemId id) {
    return inquiries
        .item(exchange.tenant(), id.itemIdentifierValue())
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.UNKNOWN_ITEM,
                "No item has this barcode.",
                "ItemIdentifierValue",
                id.itemIdentifierValue()));
  }

  static ItemId id(Account account, String barcode) {
    return new ItemId(NcipScheme.agency(account.institution()), BARCODE, barcode);
  }

  /**
   * The fields of an item.
   *
   * @param types the requested elements; all if empty
   */
  static ItemOptionalFields fields(ItemState state, List<SchemeValue> types) {
    var item = state.item();
    return new ItemOptionalFields(
        isRequested(types, "Bibliographic Description")
            ? description(item.title(), item.author(), state.record(), item.mediaType())
            : null,
        isRequested(types, "Item Use Restriction Type") && !state.forLoan()
            ? List.of(NcipScheme.ITEM_USE_RESTRICTION_TYPE.of("In Library Use Only"))
            : List.of(),
        isRequested(types, "Circulation Status")
            ? NcipScheme.CIRCULATION_STATUS.of(status(state.status()))
            : null,
        isRequested(types, "Hold Queue Length") ? state.waiting() : null,
        isRequested(types, "Item Description") && item.callNumber() != null
            ? new ItemDescription(item.callNumber(), null)
            : null,
        isRequested(types, "Location") ? locations(state) : List.of(),
        isRequested(types, "Circulation Status") || isRequested(types, "Date Due")
            ? state.due()
            : null);
  }

  /** The fields of an item, with the number of its record even if no description is requested. */
  static ItemOptionalFields numberedFields(ItemState state, List<SchemeValue> types) {
    var fields = fields(state, types);
    return fields.bibliographicDescription() == null
        ? fields.with(BibliographicDescription.EMPTY.of(List.of(number(state.record())), null))
        : fields;
  }

  /** The fields of a title without an item. */
  static ItemOptionalFields titleFields(String title, RecordKey record) {
    return ItemOptionalFields.ofTitle(description(title, null, record, ""));
  }

  /** Whether an element is requested; all are if the list is empty. */
  static boolean isRequested(List<SchemeValue> types, String type) {
    return types.isEmpty() || types.stream().anyMatch(t -> t.is(type));
  }

  static BibliographicDescription description(
      String title, @Nullable String author, RecordKey record, String mediaType) {
    return BibliographicDescription.EMPTY
        .with(Text.AUTHOR, author)
        .with(Text.TITLE, title)
        .of(List.of(number(record)), medium(mediaType));
  }

  /** The number of a record, with its source as the agency. */
  static BibliographicRecordId number(RecordKey record) {
    return new BibliographicRecordId(record.number(), SchemeValue.of(record.source()), null);
  }

  /** The medium for a SIP2 media type; null where NCIP has none. */
  static @Nullable SchemeValue medium(String mediaType) {
    var value =
        switch (mediaType) {
          case "001" -> "Book";
          case "002" -> "Magazine";
          case "003" -> "Bound Journal";
          case "004" -> "Audio Tape";
          case "005" -> "Video Tape";
          case "006" -> "Compact Disc (CD)";
          default -> null;
        };
    return value == null ? null : NcipScheme.MEDIUM_TYPE.of(value);
  }

  private static String status(ItemStatus status) {
    return switch (status) {
      case AVAILABLE -> "Available On Shelf";
      case ON_LOAN -> "On Loan";
      case SET_ASIDE -> "In Process";
      case ON_HOLD_SHELF -> "Available For Pickup";
      case IN_TRANSIT -> "In Transit Between Library Locations";
      case TO_BE_RESHELVED -> "Waiting To Be Reshelved";
      case ON_ORDER -> "On Order";
      case IN_PROCESS -> "In Process";
      case MISSING -> "Missing";
      case CLAIMED_RETURNED -> "Claimed Returned Or Never Borrowed";
      case LOST -> "Lost";
      case DISCARDED -> "Not Available";
    };
  }

  private static List<Location> locations(ItemState state) {
    var item = state.item();
    var locations = new ArrayList<Location>();
    locations.add(location("Permanent Location", item.home(), item.location()));
    if (!state.at().equals(item.home())) {
      locations.add(location("Current Location", state.at(), null));
    }
    return locations;
  }

  /** A branch, with a location in it if that is known. */
  static Location location(String type, String branch, @Nullable String place) {
    var names = new ArrayList<LocationNameInstance>();
    names.add(new LocationNameInstance(1, branch));
    if (place != null) {
      names.add(new LocationNameInstance(2, place));
    }
    return new Location(NcipScheme.LOCATION_TYPE.of(type), names);
  }
}
