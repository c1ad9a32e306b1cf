package org.samling.iso18626;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.iso18626.Iso18626Code.Action;
import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Code.Reason;
import org.samling.iso18626.Iso18626Code.RequestType;
import org.samling.iso18626.Iso18626Code.ServiceType;
import org.samling.iso18626.Iso18626Code.Status;

/** A message of ISO 18626. What is null or empty was not said. */
public sealed interface Iso18626Message {

  /** A message that asks for a confirmation. */
  sealed interface Asking extends Iso18626Message {
    /** Who it is between, and about which request. */
    Header header();
  }

  /** What answers a message at once: that it came, and could be read. */
  sealed interface Confirmation extends Iso18626Message {
    /** What is confirmed. */
    ConfirmationHeader header();

    /** What was wrong with the message, or null. */
    @Nullable ErrorData error();
  }

  /**
   * A library.
   *
   * @param type of what kind the value is; {@code ISIL} in the Danish profile
   * @param value what it is known by: {@code DK-716700}
   */
  record AgencyId(String type, String value) {
    /** The kind that the Danish profile prescribes. */
    public static final String ISIL = "ISIL";

    /** A library known by its ISIL. */
    public static AgencyId isil(String value) {
      return new AgencyId(ISIL, value);
    }
  }

  /**
   * Who a message is between, and about which request.
   *
   * @param supplyingAgencyId who is asked, or null
   * @param requestingAgencyId who asks
   * @param multipleItemRequestId by what requests go together; empty for none
   * @param timestamp when it was sent, as it is written
   * @param requestingAgencyRequestId by what the requesting library knows the request
   * @param supplyingAgencyRequestId by what the supplying library knows it, or null
   * @param authentication who says to send it, or null
   */
  record Header(
      @Nullable AgencyId supplyingAgencyId,
      AgencyId requestingAgencyId,
      String multipleItemRequestId,
      String timestamp,
      String requestingAgencyRequestId,
      @Nullable String supplyingAgencyRequestId,
      @Nullable Authentication authentication) {}

  /**
   * Who says to send a message. It prints without the code.
   *
   * @param accountId the account, or null
   * @param securityCode its password, or null
   */
  record Authentication(@Nullable String accountId, @Nullable String securityCode) {
    @Override
    public String toString() {
      return "Authentication[" + accountId + ", ****]";
    }
  }

  /**
   * What is confirmed.
   *
   * @param supplyingAgencyId who is asked, or null
   * @param requestingAgencyId who asks, or null
   * @param timestamp when the message was sent, as it was written
   * @param requestingAgencyRequestId by what the requesting library knows the request, or null
   * @param multipleItemRequestId by what requests go together, or null
   * @param received when the message came
   * @param isOk whether it could be taken
   */
  record ConfirmationHeader(
      @Nullable AgencyId supplyingAgencyId,
      @Nullable AgencyId requestingAgencyId,
      String timestamp,
      @Nullable String requestingAgencyRequestId,
      @Nullable String multipleItemRequestId,
      Instant received,
      boolean isOk) {}

  /**
   * What is wrong with a message.
   *
   * @param type of what kind it is
   * @param value what is wrong, or null
   */
  record ErrorData(ErrorType type, @Nullable String value) {}

  /**
   * A number of a publication or record.
   *
   * @param code of what kind it is: {@code ISBN}, {@code ISSN}, {@code FAUST}
   * @param value the number
   */
  record Identifier(String code, String value) {}

  /**
   * What is wanted.
   *
   * @param supplierUniqueRecordId the number of its record with the supplying library
   * @param title the title, or that of the journal
   * @param author who wrote it
   * @param titleOfComponent the title of the article or chapter
   * @param authorOfComponent who wrote that
   * @param volume which volume
   * @param issue which issue
   * @param pagesRequested which pages
   * @param itemIds its ISBN, ISSN and the like
   * @param recordIds the numbers of its record in catalogues
   */
  record BibliographicInfo(
      @Nullable String supplierUniqueRecordId,
      @Nullable String title,
      @Nullable String author,
      @Nullable String titleOfComponent,
      @Nullable String authorOfComponent,
      @Nullable String volume,
      @Nullable String issue,
      @Nullable String pagesRequested,
      List<Identifier> itemIds,
      List<Identifier> recordIds) {

    /** Copies the lists. */
    public BibliographicInfo {
      itemIds = List.copyOf(itemIds);
      recordIds = List.copyOf(recordIds);
    }
  }

  /**
   * How it is wanted.
   *
   * @param requestType how the request relates to others, or null
   * @param previousRequestId by what the requesting library knows the one before, or null
   * @param serviceType what is wanted
   * @param needBefore until when it is of use, or null
   * @param note a word to staff, or null
   */
  record ServiceInfo(
      @Nullable RequestType requestType,
      @Nullable String previousRequestId,
      ServiceType serviceType,
      @Nullable Instant needBefore,
      @Nullable String note) {}

  /**
   * A library asks for something.
   *
   * @param header who, whom
   * @param bibliographicInfo for what
   * @param publicationDate when it was published, or null
   * @param serviceInfo how, or null
   * @param delivery the lines of the address where it is to be sent
   * @param patron for whom it is, or null
   */
  record Request(
      Header header,
      BibliographicInfo bibliographicInfo,
      @Nullable String publicationDate,
      @Nullable ServiceInfo serviceInfo,
      List<String> delivery,
      @Nullable String patron)
      implements Asking {

    /** Copies the lines. */
    public Request {
      delivery = List.copyOf(delivery);
    }
  }

  /**
   * What a supplying library says of a request beside how it stands.
   *
   * @param reason why it writes
   * @param answer yes or no to what it was asked, or null
   * @param note a word to staff, or null
   * @param reasonUnfilled why it does not supply, or null
   * @param reasonRetry on what terms it would, or null
   */
  record MessageInfo(
      Reason reason,
      @Nullable Boolean answer,
      @Nullable String note,
      @Nullable String reasonUnfilled,
      @Nullable String reasonRetry) {}

  /**
   * How a request stands.
   *
   * @param status how
   * @param due when the item has to be back, or null
   * @param lastChange since when it stands so
   */
  record StatusInfo(Status status, @Nullable Instant due, Instant lastChange) {}

  /**
   * What was sent.
   *
   * @param sent when
   * @param itemId the item's barcode, or null
   */
  record DeliveryInfo(Instant sent, @Nullable String itemId) {}

  /**
   * The supplying library writes.
   *
   * @param header to whom
   * @param messageInfo why
   * @param statusInfo how the request stands
   * @param deliveryInfo what was sent, or null
   */
  record SupplyingAgencyMessage(
      Header header,
      MessageInfo messageInfo,
      StatusInfo statusInfo,
      @Nullable DeliveryInfo deliveryInfo)
      implements Asking {}

  /**
   * The requesting library writes.
   *
   * @param header to whom
   * @param action what it does or wants
   * @param note a word to staff, or null
   */
  record RequestingAgencyMessage(Header header, Action action, @Nullable String note)
      implements Asking {}

  /** Confirms a {@link Request}. */
  record RequestConfirmation(ConfirmationHeader header, @Nullable ErrorData error)
      implements Confirmation {}

  /**
   * Confirms a {@link SupplyingAgencyMessage}.
   *
   * @param header what
   * @param reason its reason, or null
   * @param error what was wrong, or null
   */
  record SupplyingAgencyMessageConfirmation(
      ConfirmationHeader header, @Nullable Reason reason, @Nullable ErrorData error)
      implements Confirmation {}

  /**
   * Confirms a {@link RequestingAgencyMessage}.
   *
   * @param header what
   * @param action its action, or null
   * @param error what was wrong, or null
   */
  record RequestingAgencyMessageConfirmation(
      ConfirmationHeader header, @Nullable Action action, @Nullable ErrorData error)
      implements Confirmation {}

  /**
   * The confirmation of a message.
   *
   * @param received when it came
   * @param error what was wrong with it, or null
   */
  static Confirmation confirm(Asking message, Instant received, @Nullable ErrorData error) {
    var of = message.header();
    var header =
        new ConfirmationHeader(
            of.supplyingAgencyId(),
            of.requestingAgencyId(),
            of.timestamp(),
            of.requestingAgencyRequestId(),
            of.multipleItemRequestId().isEmpty() ? null : of.multipleItemRequestId(),
            received,
            error == null);
    return switch (message) {
      case Request _ -> new RequestConfirmation(header, error);
      case SupplyingAgencyMessage m ->
          new SupplyingAgencyMessageConfirmation(header, m.messageInfo().reason(), error);
      case RequestingAgencyMessage m ->
          new RequestingAgencyMessageConfirmation(header, m.action(), error);
    };
  }
}
