package org.samling.ncip;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.BibliographicDescription;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.Counts;
import org.samling.ncip.data.FiscalTransactionInformation;
import org.samling.ncip.data.FiscalTransactionInformation.FiscalTransactionReferenceId;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.LoanedItem;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.RequestedItem;
import org.samling.ncip.data.RoutingInformation;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserFiscalAccount;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields;

/**
 * What a partner is told, after NCIP 2.02. Components are the response's elements in the standard's
 * words; null or an empty list leaves an element out.
 */
public sealed interface NcipResponse {

  /**
   * What was asked for is told, or was done. The records are the tables by which responses are
   * written: each is named like its element.
   */
  sealed interface Done extends NcipResponse {

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
      implements Done {
    public LookupUserResponse {
      userFiscalAccounts = List.copyOf(userFiscalAccounts);
      loanedItemsCounts = List.copyOf(loanedItemsCounts);
      loanedItems = List.copyOf(loanedItems);
      requestedItemsCounts = List.copyOf(requestedItemsCounts);
      requestedItems = List.copyOf(requestedItems);
    }

    /** How many items of one circulation status a patron has on loan. */
    public record LoanedItemsCount(SchemeValue circulationStatus, int loanedItemCountValue) {
      public LoanedItemsCount {
        Counts.check("LoanedItemCountValue", loanedItemCountValue, 0);
      }
    }

    /** How many requests of one type a patron has. */
    public record RequestedItemsCount(SchemeValue requestType, int requestedItemCountValue) {
      public RequestedItemsCount {
        Counts.check("RequestedItemCountValue", requestedItemCountValue, 0);
      }
    }
  }

  /**
   * An item, known by its request, its own identifier, or both.
   *
   * @param itemTransaction who has it and who waits for it
   */
  record LookupItemResponse(
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      @Nullable Instant holdPickupDate,
      @Nullable Instant dateRecalled,
      @Nullable ItemTransaction itemTransaction,
      @Nullable ItemOptionalFields itemOptionalFields)
      implements Done {
    public LookupItemResponse {
      if (requestId == null && itemId == null) {
        throw new IllegalArgumentException("LookupItemResponse needs a RequestId or an ItemId");
      }
    }

    /** Who has an item and who waits for it. */
    public record ItemTransaction(
        @Nullable UserId currentBorrower, List<UserId> currentRequesters) {
      public ItemTransaction {
        currentRequesters = List.copyOf(currentRequesters);
      }
    }
  }

  /**
   * A request was placed. It is known by its own identifier, the item's, or both.
   *
   * @param dateAvailable when the item can be had
   * @param holdPickupDate until when it is kept for the patron
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
      implements Done {
    public RequestItemResponse {
      if (requestId == null && itemId == null) {
        throw new IllegalArgumentException("RequestItemResponse needs a RequestId or an ItemId");
      }
    }
  }

  /**
   * An item was lent.
   *
   * @param dateDue when it is due back, or null for a loan without an end
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
      implements Done {
    public CheckOutItemResponse {
      Counts.check("RenewalCount", renewalCount, 0);
    }
  }

  /**
   * An item was taken back.
   *
   * @param userId who had it
   * @param routingInformation where it goes next
   */
  record CheckInItemResponse(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable RoutingInformation routingInformation,
      @Nullable FiscalTransactionInformation fiscalTransactionInformation,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Done {}

  /** Items, by their titles. */
  record LookupItemSetResponse(List<BibInformation> bibInformation, @Nullable String nextItemToken)
      implements Done {
    public LookupItemSetResponse {
      bibInformation = List.copyOf(bibInformation);
    }

    /**
     * A title with its items, or what is wrong with it.
     *
     * @param bibliographicId by what it was asked for, or what it is known by
     */
    public record BibInformation(
        @Nullable BibliographicId bibliographicId,
        @Nullable BibliographicDescription bibliographicDescription,
        @Nullable Integer titleHoldQueueLength,
        List<HoldingsSet> holdingsSets,
        List<Problem> problems) {
      public BibInformation {
        holdingsSets = List.copyOf(holdingsSets);
        problems = List.copyOf(problems);
      }
    }

    /** Items that belong together. */
    public record HoldingsSet(List<ItemInformation> itemInformation) {
      public HoldingsSet {
        itemInformation = List.copyOf(itemInformation);
      }
    }

    /** An item, or what is wrong with it. */
    public record ItemInformation(
        @Nullable ItemId itemId,
        @Nullable Instant dateDue,
        @Nullable Instant dateRecalled,
        @Nullable Instant holdPickupDate,
        @Nullable ItemOptionalFields itemOptionalFields,
        List<Problem> problems) {
      public ItemInformation {
        problems = List.copyOf(problems);
      }
    }
  }

  /** How far a request has come. */
  record LookupRequestResponse(
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      @Nullable UserId userId,
      @Nullable SchemeValue requestType,
      @Nullable SchemeValue requestScopeType,
      @Nullable SchemeValue requestStatusType,
      @Nullable Integer holdQueuePosition,
      @Nullable Instant needBeforeDate,
      @Nullable Instant pickupDate,
      @Nullable SchemeValue pickupLocation,
      @Nullable Instant pickupExpiryDate,
      @Nullable Instant dateOfUserRequest,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Done {
    public LookupRequestResponse {
      Counts.check("HoldQueuePosition", holdQueuePosition, 1);
      if (requestId == null && itemId == null) {
        throw new IllegalArgumentException("LookupRequestResponse needs a RequestId or an ItemId");
      }
    }
  }

  /** A library. */
  record LookupAgencyResponse(
      SchemeValue agencyId,
      List<OrganizationNameInformation> organizationNameInformation,
      List<SchemeValue> applicationProfileSupportedTypes,
      List<SchemeValue> agencyUserPrivilegeTypes)
      implements Done {
    public LookupAgencyResponse {
      organizationNameInformation = List.copyOf(organizationNameInformation);
      applicationProfileSupportedTypes = List.copyOf(applicationProfileSupportedTypes);
      agencyUserPrivilegeTypes = List.copyOf(agencyUserPrivilegeTypes);
    }

    /** What it is called. */
    public record OrganizationNameInformation(
        SchemeValue organizationNameType, String organizationName) {}
  }

  /**
   * The versions that are understood; the schema of NCIP 2.02 forgot this response (section 5.3.5
   * of the standard).
   */
  record LookupVersionResponse(List<String> versionSupported) implements Done {
    public LookupVersionResponse {
      versionSupported = List.copyOf(versionSupported);
    }
  }

  /**
   * A loan was lengthened.
   *
   * @param dateDue when it is due back now
   */
  record RenewItemResponse(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable Instant dateDue,
      @Nullable Integer renewalCount,
      @Nullable FiscalTransactionInformation fiscalTransactionInformation,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Done {
    public RenewItemResponse {
      Counts.check("RenewalCount", renewalCount, 0);
    }
  }

  /** A request is no more. */
  record CancelRequestItemResponse(
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      UserId userId,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Done {
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
      implements Done {}

  /** Something was charged or paid. */
  record CreateUserFiscalTransactionResponse(
      UserId userId, FiscalTransactionReferenceId fiscalTransactionReferenceId) implements Done {}

  /** Somebody is a patron. */
  record CreateUserResponse(UserId userId) implements Done {}

  /**
   * An item is asked back.
   *
   * @param dateDue when it is due back now
   */
  record RecallItemResponse(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable Instant dateDue,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Done {}

  /** An item is no longer asked back. */
  record CancelRecallItemResponse(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable UserOptionalFields userOptionalFields)
      implements Done {}

  /** An item of another library is kept for its patron. */
  record AcceptItemResponse(RequestId requestId, @Nullable ItemId itemId) implements Done {}

  /** An item is no longer here. */
  record DeleteItemResponse(ItemId itemId) implements Done {}

  /** A loan is as if it had not been made. */
  record UndoCheckOutItemResponse(ItemId itemId, @Nullable UserId userId) implements Done {}

  /**
   * What was told is known.
   *
   * @param service what was told
   */
  record Acknowledged(NcipService service) implements NcipResponse {}

  /**
   * What was asked for was not done; told in the response of the service that was asked for.
   *
   * @param problems why, at least one reason
   * @param requiredFeeAmount the fee that the patron has to agree to first; only for services that
   *     can acknowledge one
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
        throw new IllegalArgumentException("a response of problems needs at least one");
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
   * A message could not be understood, and not even the service could be made out.
   *
   * @param problem why
   */
  record MessageProblem(Problem problem) implements NcipResponse {}
}
