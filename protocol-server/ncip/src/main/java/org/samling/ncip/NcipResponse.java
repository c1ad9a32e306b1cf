package org.samling.ncip;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a partner is told, after NCIP 2.02. Components are the response's elements in the standard's
 * words; null or an empty list leaves an element out.
 */
public sealed interface NcipResponse {

  /** A patron. */
  record LookupUserResponse(
      UserId userId,
      List<UserFiscalAccount> userFiscalAccounts,
      List<LoanedItemsCount> loanedItemsCounts,
      List<LoanedItem> loanedItems,
      List<RequestedItemsCount> requestedItemsCounts,
      List<RequestedItem> requestedItems,
      @Nullable UserOptionalFields userOptionalFields)
      implements NcipResponse {
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
      implements NcipResponse {
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
      implements NcipResponse {
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
      implements NcipResponse {
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
      implements NcipResponse {}

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
