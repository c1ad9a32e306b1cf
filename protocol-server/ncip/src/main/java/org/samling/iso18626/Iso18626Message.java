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

/** A message of ISO 18626. Components that were not given are null or empty. */
public sealed interface Iso18626Message {

  /** A message that requires a confirmation. */
  sealed interface ConfirmableMessage extends Iso18626Message {
    /** The two libraries, and the request that the message is about. */
    Header header();
  }

  /** The immediate answer to a message: that it was received, and whether it could be read. */
  sealed interface Confirmation extends Iso18626Message {
    /** The header of the confirmation. */
    ConfirmationHeader header();

    /** What was wrong with the message, or null. */
    @Nullable ErrorData error();
  }

  /**
   * An agency: as a rule a library.
   *
   * @param type the type of the value; {@code ISIL} in the Danish profile
   * @param value the agency's identifier: {@code DK-716700}
   */
  record AgencyId(String type, String value) {
    /** The type that the Danish profile prescribes. */
    public static final String ISIL = "ISIL";

    /** A library identified by its ISIL. */
    public static AgencyId isil(String value) {
      return new AgencyId(ISIL, value);
    }
  }

  /**
   * The two libraries, and the request that a message is about.
   *
   * @param supplyingAgencyId the supplying library, or null
   * @param requestingAgencyId the requesting library
   * @param multipleItemRequestId the identifier shared by related requests; empty for none
   * @param timestamp when the message was sent, as written
   * @param requestingAgencyRequestId the requesting library's identifier of the request
   * @param supplyingAgencyRequestId the supplying library's identifier of the request, or null
   * @param authentication the sender's account, or null
   */
  record Header(
      @Nullable AgencyId supplyingAgencyId,
      AgencyId requestingAgencyId,
      String multipleItemRequestId,
      String timestamp,
      String requestingAgencyRequestId,
      @Nullable String supplyingAgencyRequestId,
      @Nullable Authentication authentication) {

    /** One of a message that this server sends of its own accord, without an account in it. */
    public static Header sent(
        AgencyId supplying,
        AgencyId requesting,
        String timestamp,
        String reference,
        @Nullable String supplyingReference) {
      return new Header(supplying, requesting, "", timestamp, reference, supplyingReference, null);
    }
  }

  /**
   * The sender's account. It prints without the code.
   *
   * @param accountId the account, or null
   * @param securityCode the account's password, or null
   */
  record Authentication(@Nullable String accountId, @Nullable String securityCode) {
    @Override
    public String toString() {
      return "Authentication[" + accountId + ", ****]";
    }
  }

  /**
   * The header of a confirmation.
   *
   * @param supplyingAgencyId the supplying library, or null
   * @param requestingAgencyId the requesting library, or null
   * @param timestamp when the confirmed message was sent, as written
   * @param requestingAgencyRequestId the requesting library's identifier of the request, or null
   * @param multipleItemRequestId the identifier shared by related requests, or null
   * @param received when the confirmed message was received
   * @param isOk whether it could be processed
   */
  record ConfirmationHeader(
      @Nullable AgencyId supplyingAgencyId,
      @Nullable AgencyId requestingAgencyId,
      String timestamp,
      @Nullable String requestingAgencyRequestId,
      @Nullable String multipleItemRequestId,
      Instant received,
      boolean isOk) {

    /** A confirmation of a message that names no request. */
    public ConfirmationHeader(
        @Nullable AgencyId requestingAgencyId,
        String timestamp,
        @Nullable String multipleItemRequestId,
        Instant received,
        boolean isOk) {
      this(null, requestingAgencyId, timestamp, null, multipleItemRequestId, received, isOk);
    }
  }

  /**
   * An error in a message.
   *
   * @param type the type of error
   * @param value what is wrong, or null
   */
  record ErrorData(ErrorType type, @Nullable String value) {}

  /**
   * An identifier of a publication or record.
   *
   * @param code the type of identifier: {@code ISBN}, {@code ISSN}, {@code FAUST}
   * @param value the identifier
   */
  record Identifier(String code, String value) {}

  /**
   * What is requested.
   *
   * @param supplierUniqueRecordId the supplying library's record number
   * @param title the title, or that of the journal
   * @param author the author
   * @param component which part of a title is wanted
   * @param itemIds its ISBN, ISSN and similar identifiers
   * @param recordIds its record numbers in catalogues
   */
  record BibliographicInfo(
      @Nullable String supplierUniqueRecordId,
      @Nullable String title,
      @Nullable String author,
      Component component,
      List<Identifier> itemIds,
      List<Identifier> recordIds) {
    /**
     * Which part of a title is wanted.
     *
     * @param titleOfComponent the title of the article or chapter
     * @param authorOfComponent the author of the article or chapter
     * @param volume the volume
     * @param issue the issue
     * @param pagesRequested the pages
     */
    public record Component(
        @Nullable String titleOfComponent,
        @Nullable String authorOfComponent,
        @Nullable String volume,
        @Nullable String issue,
        @Nullable String pagesRequested) {

      private Component(@Nullable String issue, @Nullable String pagesRequested) {
        this(null, issue, pagesRequested);
      }

      private Component(
          @Nullable String authorOfComponent,
          @Nullable String issue,
          @Nullable String pagesRequested) {
        this(null, authorOfComponent, null, issue, pagesRequested);
      }

      /** Pages in words, or null for all. */
      public static Component ofPages(@Nullable String pages) {
        return new Component(null, pages);
      }
    }

    /** Copies the lists. */
    public BibliographicInfo {
      itemIds = List.copyOf(itemIds);
      recordIds = List.copyOf(recordIds);
    }

    public @Nullable String titleOfComponent() {
      return component.titleOfComponent;
    }

    public @Nullable String authorOfComponent() {
      return component.authorOfComponent;
    }

    public @Nullable String volume() {
      return component.volume;
    }

    public @Nullable String issue() {
      return component.issue;
    }

    public @Nullable String pagesRequested() {
      return component.pagesRequested;
    }
  }

  /**
   * How it is requested.
   *
   * @param requestType how the request relates to others, or null
   * @param previousRequestId the requesting library's identifier of the previous request, or null
   * @param serviceType the kind of service requested
   * @param needBefore the date by which it is needed, or null
   * @param note a note to staff, or null
   */
  record ServiceInfo(
      @Nullable RequestType requestType,
      @Nullable String previousRequestId,
      ServiceType serviceType,
      @Nullable Instant needBefore,
      @Nullable String note) {

    /** For a first request. */
    public ServiceInfo(
        @Nullable RequestType requestType,
        ServiceType serviceType,
        @Nullable Instant needBefore,
        @Nullable String note) {
      this(requestType, null, serviceType, needBefore, note);
    }
  }

  /**
   * A request from a library.
   *
   * @param header the two libraries and the request
   * @param bibliographicInfo what is requested
   * @param publicationDate when it was published, or null
   * @param serviceInfo how it is requested, or null
   * @param delivery the lines of the delivery address
   * @param patron the patron who requests it, or null
   * @param maximumCosts the most that the requesting library pays, or null
   * @param replyTo the address on the Web at which the requesting library wants the messages about
   *     it (requestingAgencyInfo), or null
   */
  record Request(
      Header header,
      BibliographicInfo bibliographicInfo,
      @Nullable String publicationDate,
      @Nullable ServiceInfo serviceInfo,
      List<String> delivery,
      @Nullable String patron,
      @Nullable Costs maximumCosts,
      @Nullable String replyTo)
      implements ConfirmableMessage {

    /** A request that names no address for messages about it. */
    public Request(
        Header header,
        BibliographicInfo bibliographicInfo,
        @Nullable String publicationDate,
        @Nullable ServiceInfo serviceInfo,
        List<String> delivery,
        @Nullable String patron,
        @Nullable Costs maximumCosts) {
      this(
          header,
          bibliographicInfo,
          publicationDate,
          serviceInfo,
          delivery,
          patron,
          maximumCosts,
          null);
    }

    /** A request that names no costs. */
    public Request(
        Header header,
        BibliographicInfo bibliographicInfo,
        @Nullable String publicationDate,
        @Nullable ServiceInfo serviceInfo,
        List<String> delivery,
        @Nullable String patron) {
      this(header, bibliographicInfo, publicationDate, serviceInfo, delivery, patron, null);
    }

    /** Copies the lines. */
    public Request {
      delivery = List.copyOf(delivery);
    }
  }

  /**
   * An amount of money.
   *
   * @param currencyCode the currency's code in ISO 4217
   * @param monetaryValue the amount in its unit, as written
   */
  record Costs(String currencyCode, String monetaryValue) {}

  /**
   * Details of a message from a supplying library, besides the status of the request.
   *
   * @param reason why the message is sent
   * @param answer yes or no to a question, or null
   * @param note a note to staff, or null
   * @param reasonUnfilled why the request is not filled, or null
   * @param reasonRetry the terms on which a retry could be filled, or null
   * @param offeredCosts what it would cost, or null
   * @param retryAfter when a retry could be filled, or null
   */
  record MessageInfo(
      Reason reason,
      @Nullable Boolean answer,
      @Nullable String note,
      @Nullable String reasonUnfilled,
      @Nullable String reasonRetry,
      @Nullable Costs offeredCosts,
      @Nullable Instant retryAfter) {

    /** For a request that is neither unfilled nor to be tried again. */
    public MessageInfo(Reason reason, @Nullable Boolean answer, @Nullable String note) {
      this(reason, answer, note, null);
    }

    private MessageInfo(
        Reason reason,
        @Nullable Boolean answer,
        @Nullable String note,
        @Nullable String reasonUnfilled) {
      this(reason, answer, note, reasonUnfilled, null);
    }

    private MessageInfo(
        Reason reason,
        @Nullable Boolean answer,
        @Nullable String note,
        @Nullable String reasonUnfilled,
        @Nullable String reasonRetry) {
      this(reason, answer, note, reasonUnfilled, reasonRetry, null);
    }

    private MessageInfo(
        Reason reason,
        @Nullable Boolean answer,
        @Nullable String note,
        @Nullable String reasonUnfilled,
        @Nullable String reasonRetry,
        @Nullable Costs offeredCosts) {
      this(reason, answer, note, reasonUnfilled, reasonRetry, offeredCosts, null);
    }
  }

  /**
   * The status of a request.
   *
   * @param status the status
   * @param expected when it is expected to be delivered, or null
   * @param due when the item is due back, or null
   * @param lastChange when the status last changed
   */
  record StatusInfo(
      Status status, @Nullable Instant expected, @Nullable Instant due, Instant lastChange) {

    /** A status without an expected delivery. */
    public StatusInfo(Status status, @Nullable Instant due, Instant lastChange) {
      this(status, null, due, lastChange);
    }
  }

  /**
   * A delivery.
   *
   * @param sent when the item was sent
   * @param itemId the item's barcode, or the address of an electronic copy; or null
   * @param sentVia how it was sent, such as {@code URL}, or null
   * @param loanCondition a condition of the loan, such as {@code LibraryUseOnly}, or null
   */
  record DeliveryInfo(
      Instant sent,
      @Nullable String itemId,
      @Nullable String sentVia,
      @Nullable String loanCondition) {

    /** How an electronic copy is sent. */
    public static final String URL = "URL";

    /** A delivery of which only the item is named. */
    public DeliveryInfo(Instant sent, @Nullable String itemId) {
      this(sent, itemId, null);
    }

    private DeliveryInfo(Instant sent, @Nullable String itemId, @Nullable String sentVia) {
      this(sent, itemId, sentVia, null);
    }

    /** Nothing is delivered yet, and would be on a condition. */
    public static DeliveryInfo onCondition(Instant sent, String loanCondition) {
      var nothing = new DeliveryInfo(sent, null);
      return new DeliveryInfo(sent, nothing.itemId, nothing.sentVia, loanCondition);
    }
  }

  /**
   * A message from the supplying library.
   *
   * @param header the two libraries and the request
   * @param messageInfo why it is sent
   * @param statusInfo the status of the request
   * @param deliveryInfo the delivery, or null
   */
  record SupplyingAgencyMessage(
      Header header,
      MessageInfo messageInfo,
      StatusInfo statusInfo,
      @Nullable DeliveryInfo deliveryInfo)
      implements ConfirmableMessage {}

  /**
   * A message from the requesting library.
   *
   * @param header the two libraries and the request
   * @param action what the library does or asks for
   * @param note a note to staff, or null
   */
  record RequestingAgencyMessage(Header header, Action action, @Nullable String note)
      implements ConfirmableMessage {}

  /** Confirms a {@link Request}. */
  record RequestConfirmation(ConfirmationHeader header, @Nullable ErrorData error)
      implements Confirmation {}

  /**
   * Confirms a {@link SupplyingAgencyMessage}.
   *
   * @param header the header of the confirmed message
   * @param reason the confirmed message's reason, or null
   * @param error what was wrong, or null
   */
  record SupplyingAgencyMessageConfirmation(
      ConfirmationHeader header, @Nullable Reason reason, @Nullable ErrorData error)
      implements Confirmation {}

  /**
   * Confirms a {@link RequestingAgencyMessage}.
   *
   * @param header the header of the confirmed message
   * @param action the confirmed message's action, or null
   * @param error what was wrong, or null
   */
  record RequestingAgencyMessageConfirmation(
      ConfirmationHeader header, @Nullable Action action, @Nullable ErrorData error)
      implements Confirmation {}

  /**
   * The confirmation of a message.
   *
   * @param received when the confirmed message was received
   * @param error what was wrong with it, or null
   */
  static Confirmation confirm(
      ConfirmableMessage message, Instant received, @Nullable ErrorData error) {
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
