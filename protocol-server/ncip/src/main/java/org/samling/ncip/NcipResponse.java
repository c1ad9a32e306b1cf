package org.samling.ncip;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.BibInformation;
import org.samling.ncip.data.Counts;
import org.samling.ncip.data.FiscalTransactionInformation;
import org.samling.ncip.data.FiscalTransactionInformation.FiscalTransactionReferenceId;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.LoanedItem;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.OrganizationNameInformation;
import org.samling.ncip.data.PickupPlaces;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.RequestedItem;
import org.samling.ncip.data.RoutingInformation;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserFiscalAccount;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields;

/**
 * A response to a partner, after NCIP 2.02. Components are the response's elements, named as in the
 * standard; null or an empty list leaves an element out.
 */
public sealed interface NcipResponse {

  /**
   * The request succeeded. The records are the tables by which responses are written: each is named
   * after its element.
   */
  sealed interface Success extends NcipResponse {

    /** The service whose response has the record's name. */
    default NcipService service() {
      var name = getClass().getSimpleName();
      return NcipService.named(name.substring(0, name.length() - "Response".length()))
          .orElseThrow();
    }
  }

  /** A patron. */
  record LookupUserResponse(
      UserId userId,
      List<UserFiscalAccount> userFiscalAccounts,
      List<LoanedItemsCount> loanedItemsCounts,
      List<LoanedItem> loanedItems,
      List<RequestedItemsCount> requestedItemsCounts,
      List<RequestedItem> requestedItems,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {
    public LookupUserResponse {
      userFiscalAccounts = List.copyOf(userFiscalAccounts);
      loanedItemsCounts = List.copyOf(loanedItemsCounts);
      loanedItems = List.copyOf(loanedItems);
      requestedItemsCounts = List.copyOf(requestedItemsCounts);
      requestedItems = List.copyOf(requestedItems);
    }

    /** The number of items with one circulation status that a patron has on loan. */
    public record LoanedItemsCount(SchemeValue circulationStatus, int loanedItemCountValue) {
      public LoanedItemsCount {
        Counts.check("LoanedItemCountValue", loanedItemCountValue, 0);
      }
    }

    /** The number of requests of one type that a patron has. */
    public record RequestedItemsCount(SchemeValue requestType, int requestedItemCountValue) {
      public RequestedItemsCount {
        Counts.check("RequestedItemCountValue", requestedItemCountValue, 0);
      }
    }
  }

  /**
   * An item, identified by its request, its own identifier, or both.
   *
   * @param itemTransaction its borrower and the requests for it
   */
  record LookupItemResponse(
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      @Nullable Instant holdPickupDate,
      @Nullable Instant dateRecalled,
      @Nullable ItemTransaction itemTransaction,
      @Nullable ItemOptionalFields itemOptionalFields)
      implements Success {

    /** An item that is not recalled. */
    public LookupItemResponse(
        @Nullable RequestId requestId,
        @Nullable ItemId itemId,
        @Nullable Instant holdPickupDate,
        @Nullable ItemTransaction itemTransaction,
        @Nullable ItemOptionalFields itemOptionalFields) {
      this(requestId, itemId, holdPickupDate, null, itemTransaction, itemOptionalFields);
    }

    public LookupItemResponse {
      if (requestId == null && itemId == null) {
        throw new IllegalArgumentException("LookupItemResponse needs a RequestId or an ItemId");
      }
    }

    /** The borrower of an item and the requests for it. */
    public record ItemTransaction(
        @Nullable UserId currentBorrower, List<UserId> currentRequesters) {
      public ItemTransaction {
        currentRequesters = List.copyOf(currentRequesters);
      }
    }
  }

  /**
   * A request was placed. It is identified by its own identifier, the item's, or both.
   *
   * @param dateAvailable when the item will be available
   * @param holdPickupDate the last day on which it is held for the patron
   */
  record RequestItemResponse(
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      UserId userId,
      SchemeValue requestType,
      SchemeValue requestScopeType,
      @Nullable Instant dateAvailable,
      @Nullable Instant holdPickupDate,
      @Nullable FiscalTransactionInformation fiscalTransactionInformation,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {

    /** A request without a fee and data of the patron, whose item is not expected at a time. */
    public RequestItemResponse(
        @Nullable RequestId requestId,
        @Nullable ItemId itemId,
        UserId userId,
        SchemeValue requestType,
        SchemeValue requestScopeType,
        @Nullable Instant holdPickupDate,
        @Nullable ItemOptionalFields itemOptionalFields) {
      this(
          requestId,
          itemId,
          userId,
          requestType,
          requestScopeType,
          null,
          holdPickupDate,
          null,
          itemOptionalFields,
          null);
    }

    public RequestItemResponse {
      if (requestId == null && itemId == null) {
        throw new IllegalArgumentException("RequestItemResponse needs a RequestId or an ItemId");
      }
    }
  }

  /**
   * An item was checked out.
   *
   * @param dateDue when it is due back, or null for an indeterminate loan
   * @param renewalCount how often the loan was renewed
   */
  record CheckOutItemResponse(
      ItemId itemId,
      UserId userId,
      @Nullable Instant dateDue,
      @Nullable Integer renewalCount,
      @Nullable FiscalTransactionInformation fiscalTransactionInformation,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {
    public CheckOutItemResponse {
      Counts.check("RenewalCount", renewalCount, 0);
    }

    private CheckOutItemResponse(
        ItemId itemId,
        UserId userId,
        @Nullable Instant dateDue,
        @Nullable Integer renewalCount,
        @Nullable ItemOptionalFields itemOptionalFields) {
      this(itemId, userId, dateDue, renewalCount, null, itemOptionalFields, null);
    }

    /** Without a count, a fee and data of the patron. */
    public CheckOutItemResponse(
        ItemId itemId,
        UserId userId,
        @Nullable Instant dateDue,
        @Nullable ItemOptionalFields itemOptionalFields) {
      this(itemId, userId, dateDue, null, itemOptionalFields);
    }
  }

  /**
   * An item was checked in.
   *
   * @param userId the borrower
   * @param routingInformation where it goes next
   */
  record CheckInItemResponse(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable RoutingInformation routingInformation,
      @Nullable FiscalTransactionInformation fiscalTransactionInformation,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {

    /** Without a fee and data of the patron. */
    public CheckInItemResponse(
        ItemId itemId,
        @Nullable UserId userId,
        @Nullable RoutingInformation routingInformation,
        @Nullable ItemOptionalFields itemOptionalFields) {
      this(itemId, userId, routingInformation, null, itemOptionalFields, null);
    }

    /** The item alone. */
    public CheckInItemResponse(ItemId itemId) {
      this(itemId, null);
    }

    private CheckInItemResponse(ItemId itemId, @Nullable RoutingInformation routingInformation) {
      this(itemId, null, routingInformation, null);
    }
  }

  /** Items, by their titles. */
  record LookupItemSetResponse(List<BibInformation> bibInformation, @Nullable String nextItemToken)
      implements Success {
    public LookupItemSetResponse {
      bibInformation = List.copyOf(bibInformation);
    }
  }

  /** The status of a request. */
  record LookupRequestResponse(
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      @Nullable UserId userId,
      Status status,
      Dates dates,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {
    /** When and where the item is needed. */
    public record Dates(
        @Nullable Instant needBeforeDate,
        @Nullable Instant pickupDate,
        @Nullable SchemeValue pickupLocation,
        @Nullable Instant pickupExpiryDate,
        @Nullable Instant dateOfUserRequest)
        implements ElementGroup {}

    /** What kind of request it is, and how far. */
    public record Status(
        @Nullable SchemeValue requestType,
        @Nullable SchemeValue requestScopeType,
        @Nullable SchemeValue requestStatusType,
        @Nullable Integer holdQueuePosition)
        implements ElementGroup {
      public Status {
        Counts.check("HoldQueuePosition", holdQueuePosition, 1);
      }
    }

    public LookupRequestResponse {
      if (requestId == null && itemId == null) {
        throw new IllegalArgumentException("LookupRequestResponse needs a RequestId or an ItemId");
      }
    }

    public @Nullable SchemeValue requestType() {
      return status.requestType;
    }

    public @Nullable SchemeValue requestScopeType() {
      return status.requestScopeType;
    }

    public @Nullable SchemeValue requestStatusType() {
      return status.requestStatusType;
    }

    public @Nullable Integer holdQueuePosition() {
      return status.holdQueuePosition;
    }

    public @Nullable Instant needBeforeDate() {
      return dates.needBeforeDate;
    }

    public @Nullable Instant pickupDate() {
      return dates.pickupDate;
    }

    public @Nullable SchemeValue pickupLocation() {
      return dates.pickupLocation;
    }

    public @Nullable Instant pickupExpiryDate() {
      return dates.pickupExpiryDate;
    }

    public @Nullable Instant dateOfUserRequest() {
      return dates.dateOfUserRequest;
    }
  }

  /** A library; {@code ext} is where requests can be picked up. */
  record LookupAgencyResponse(
      SchemeValue agencyId,
      List<OrganizationNameInformation> organizationNameInformation,
      List<SchemeValue> applicationProfileSupportedTypes,
      List<SchemeValue> agencyUserPrivilegeTypes,
      @Nullable PickupPlaces ext)
      implements Success {
    public LookupAgencyResponse {
      organizationNameInformation = List.copyOf(organizationNameInformation);
      applicationProfileSupportedTypes = List.copyOf(applicationProfileSupportedTypes);
      agencyUserPrivilegeTypes = List.copyOf(agencyUserPrivilegeTypes);
    }
  }

  /**
   * The supported versions; the schema of NCIP 2.02 omits this response (section 5.3.5 of the
   * standard).
   */
  record LookupVersionResponse(List<String> versionSupported) implements Success {
    public LookupVersionResponse {
      versionSupported = List.copyOf(versionSupported);
    }
  }

  /**
   * A loan was renewed.
   *
   * @param dateDue the new due date
   */
  record RenewItemResponse(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable Instant dateDue,
      @Nullable Integer renewalCount,
      @Nullable FiscalTransactionInformation fiscalTransactionInformation,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {
    public RenewItemResponse {
      Counts.check("RenewalCount", renewalCount, 0);
    }

    private RenewItemResponse(
        ItemId itemId,
        @Nullable UserId userId,
        @Nullable Instant dateDue,
        @Nullable Integer renewalCount,
        @Nullable ItemOptionalFields itemOptionalFields) {
      this(itemId, userId, dateDue, renewalCount, null, itemOptionalFields, null);
    }

    /** Without a count, a fee and data of the patron. */
    public RenewItemResponse(
        ItemId itemId,
        @Nullable UserId userId,
        @Nullable Instant dateDue,
        @Nullable ItemOptionalFields itemOptionalFields) {
      this(itemId, userId, dateDue, null, itemOptionalFields);
    }
  }

  /** A request was cancelled. */
  record CancelRequestItemResponse(
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      UserId userId,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {
    public CancelRequestItemResponse {
      if (requestId == null && itemId == null) {
        throw new IllegalArgumentException(
            "CancelRequestItemResponse needs a RequestId or an ItemId");
      }
    }
  }

  /** A request was changed. */
  record UpdateRequestItemResponse(
      ItemId itemId,
      UserId userId,
      SchemeValue requestType,
      SchemeValue requestScopeType,
      @Nullable Instant dateAvailable,
      @Nullable Instant holdPickupDate,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {}

  /** A charge or a payment was recorded. */
  record CreateUserFiscalTransactionResponse(
      UserId userId, FiscalTransactionReferenceId fiscalTransactionReferenceId)
      implements Success {}

  /** A patron was registered. */
  record CreateUserResponse(UserId userId) implements Success {}

  /** A patron's data was changed. */
  record UpdateUserResponse(UserId userId) implements Success {}

  /**
   * An item was recalled.
   *
   * @param dateDue the new due date
   */
  record RecallItemResponse(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable Instant dateDue,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {}

  /** A recall was cancelled. */
  record CancelRecallItemResponse(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Success {}

  /** An item of another library was accepted and is held for its patron. */
  record AcceptItemResponse(RequestId requestId, @Nullable ItemId itemId) implements Success {}

  /** An accepted item has gone back. */
  record DeleteItemResponse(ItemId itemId) implements Success {}

  /** A loan was undone. */
  record UndoCheckOutItemResponse(ItemId itemId, @Nullable UserId userId) implements Success {}

  /**
   * A notification was received.
   *
   * @param service the service of the notification
   */
  record Acknowledged(NcipService service) implements NcipResponse {}

  /**
   * The request failed; reported in the response of the requested service.
   *
   * @param problems the reasons, at least one
   * @param requiredFeeAmount the fee that the patron must accept first; only for services that can
   *     acknowledge one
   */
  record ProblemResponse(
      NcipService service, List<Problem> problems, @Nullable Amount requiredFeeAmount)
      implements NcipResponse {
    private static final Set<NcipService> WITH_FEE =
        EnumSet.of(
            NcipService.CHECK_OUT_ITEM,
            NcipService.RENEW_ITEM,
            NcipService.REQUEST_ITEM,
            NcipService.UPDATE_REQUEST_ITEM);

    public ProblemResponse {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a response with problems needs at least one");
      }
      if (requiredFeeAmount != null && !WITH_FEE.contains(service)) {
        throw new IllegalArgumentException(
            service.responseElement() + " has no place for a required fee");
      }
    }

    public ProblemResponse(NcipService service, Problem problem) {
      this(service, List.of(problem), null);
    }
  }

  /**
   * A message could not be parsed, and not even the service could be identified.
   *
   * @param problem the reason
   */
  record MessageProblem(Problem problem) implements NcipResponse {}
}
