package org.samling.ncip;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.BibliographicDescription;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.MandatedAction;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.RequestFields;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.data.UserOptionalFields.UserAddressInformation;

/**
 * What a partner asks for, after NCIP 2.02. The records are the tables by which messages are read
 * and written: each is named like its service's element, and its components are the service's
 * elements in the standard's words; those that it does not demand are null or empty where they are
 * missing. A patron is named by a UserId, by AuthenticationInput, or, against the standard but in
 * practice, by both.
 */
public sealed interface NcipRequest
    permits NcipRequest.Service, NcipNotification, NcipRequest.Unsupported {

  /** A request to look something up, or to do something. */
  sealed interface Service extends NcipRequest {}

  /** The service that is asked for: the one whose request has the record's name. */
  default NcipService service() {
    return this instanceof Unsupported(var service, _)
        ? service
        : NcipService.named(getClass().getSimpleName()).orElseThrow();
  }

  /** Who a patron is, what they may do, have on loan, have asked for and owe. */
  record LookupUser(
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      List<SchemeValue> userElementTypes,
      boolean loanedItemsDesired,
      boolean requestedItemsDesired,
      boolean userFiscalAccountDesired)
      implements Service {
    public LookupUser {
      authenticationInputs = List.copyOf(authenticationInputs);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /** What an item is and where; it is named by its own identifier or by a request's. */
  record LookupItem(
      @Nullable ItemId itemId,
      @Nullable RequestId requestId,
      List<SchemeValue> itemElementTypes,
      boolean currentBorrowerDesired,
      boolean currentRequestersDesired)
      implements Service {
    public LookupItem {
      itemElementTypes = List.copyOf(itemElementTypes);
    }
  }

  /** A patron wants an item, any item of a title, or something that stands in it. */
  record RequestItem(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      List<BibliographicId> bibliographicIds,
      List<ItemId> itemIds,
      @Nullable RequestId requestId,
      @Nullable SchemeValue requestType,
      @Nullable SchemeValue requestScopeType,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable Instant earliestDateNeeded,
      @Nullable Instant needBeforeDate,
      @Nullable SchemeValue pickupLocation,
      @Nullable Instant pickupExpiryDate,
      @Nullable Amount acknowledgedFeeAmount,
      @Nullable Amount paidFeeAmount,
      List<SchemeValue> acknowledgedItemUseRestrictionTypes,
      List<SchemeValue> itemElementTypes,
      List<SchemeValue> userElementTypes)
      implements Service {
    public RequestItem {
      authenticationInputs = List.copyOf(authenticationInputs);
      bibliographicIds = List.copyOf(bibliographicIds);
      itemIds = List.copyOf(itemIds);
      acknowledgedItemUseRestrictionTypes = List.copyOf(acknowledgedItemUseRestrictionTypes);
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /** A patron borrows an item. */
  record CheckOutItem(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      ItemId itemId,
      @Nullable RequestId requestId,
      @Nullable Amount acknowledgedFeeAmount,
      @Nullable Amount paidFeeAmount,
      List<SchemeValue> acknowledgedItemUseRestrictionTypes,
      boolean resourceDesired,
      @Nullable Instant desiredDateDue,
      List<SchemeValue> itemElementTypes,
      List<SchemeValue> userElementTypes)
      implements Service {
    public CheckOutItem {
      authenticationInputs = List.copyOf(authenticationInputs);
      acknowledgedItemUseRestrictionTypes = List.copyOf(acknowledgedItemUseRestrictionTypes);
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /** An item comes back. */
  record CheckInItem(
      @Nullable MandatedAction mandatedAction,
      ItemId itemId,
      List<SchemeValue> itemElementTypes,
      List<SchemeValue> userElementTypes)
      implements Service {
    public CheckInItem {
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /**
   * What items are, several at once; they are named by their title, or each by its own identifier.
   *
   * @param holdingsSetIds sets of items that an earlier response named
   * @param maximumItemsCount how many items are told at most
   * @param nextItemToken where an earlier response ended
   */
  record LookupItemSet(
      List<BibliographicId> bibliographicIds,
      List<String> holdingsSetIds,
      List<ItemId> itemIds,
      List<SchemeValue> itemElementTypes,
      boolean currentBorrowerDesired,
      boolean currentRequestersDesired,
      @Nullable Integer maximumItemsCount,
      @Nullable String nextItemToken)
      implements Service {
    public LookupItemSet {
      bibliographicIds = List.copyOf(bibliographicIds);
      holdingsSetIds = List.copyOf(holdingsSetIds);
      itemIds = List.copyOf(itemIds);
      itemElementTypes = List.copyOf(itemElementTypes);
    }
  }

  /** How far a request has come; it is named by its own identifier, or by its patron and item. */
  record LookupRequest(
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      @Nullable ItemId itemId,
      @Nullable SchemeValue requestType,
      @Nullable RequestId requestId,
      List<SchemeValue> requestElementTypes,
      List<SchemeValue> itemElementTypes,
      List<SchemeValue> userElementTypes)
      implements Service {
    public LookupRequest {
      authenticationInputs = List.copyOf(authenticationInputs);
      requestElementTypes = List.copyOf(requestElementTypes);
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /** What a library is called, and what it can do. */
  record LookupAgency(SchemeValue agencyId, List<SchemeValue> agencyElementTypes)
      implements Service {
    public LookupAgency {
      agencyElementTypes = List.copyOf(agencyElementTypes);
    }
  }

  /** Which versions are understood. */
  record LookupVersion() implements Service {}

  /** A patron keeps an item for longer. */
  record RenewItem(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      ItemId itemId,
      List<SchemeValue> itemElementTypes,
      List<SchemeValue> userElementTypes,
      @Nullable Instant desiredDateDue,
      @Nullable Amount acknowledgedFeeAmount,
      @Nullable Amount paidFeeAmount)
      implements Service {
    public RenewItem {
      authenticationInputs = List.copyOf(authenticationInputs);
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /**
   * A patron no longer wants something. The standard demands a RequestType, which partners leave
   * out or leave empty.
   */
  record CancelRequestItem(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      @Nullable ItemId itemId,
      @Nullable RequestId requestId,
      @Nullable SchemeValue requestType,
      @Nullable SchemeValue requestScopeType,
      List<SchemeValue> itemElementTypes,
      List<SchemeValue> userElementTypes)
      implements Service {
    public CancelRequestItem {
      authenticationInputs = List.copyOf(authenticationInputs);
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /** A patron wants something in another way than before. */
  record UpdateRequestItem(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      @Nullable ItemId itemId,
      @Nullable SchemeValue requestType,
      @Nullable RequestId requestId,
      @Nullable RequestFields deleteRequestFields,
      @Nullable RequestFields addRequestFields,
      List<SchemeValue> itemElementTypes,
      List<SchemeValue> userElementTypes)
      implements Service {
    public UpdateRequestItem {
      authenticationInputs = List.copyOf(authenticationInputs);
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /** A patron is to pay something, or has paid it. */
  record CreateUserFiscalTransaction(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      Transaction fiscalTransactionInformation)
      implements Service {
    public CreateUserFiscalTransaction {
      authenticationInputs = List.copyOf(authenticationInputs);
    }

    /**
     * What is charged or paid. The standard demands the first three, and partners leave them out.
     */
    public record Transaction(
        @Nullable SchemeValue fiscalActionType,
        @Nullable SchemeValue fiscalTransactionType,
        @Nullable Amount amount,
        @Nullable SchemeValue paymentMethodType,
        @Nullable String fiscalTransactionDescription,
        @Nullable RequestId requestId,
        @Nullable AboutItem itemDetails) {}

    /** The item that it is about. */
    public record AboutItem(
        @Nullable ItemId itemId, @Nullable BibliographicDescription bibliographicDescription) {}
  }

  /** Somebody becomes a patron. */
  record CreateUser(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      PersonalNameInformation nameInformation,
      List<UserAddressInformation> userAddressInformation,
      @Nullable Instant dateOfBirth,
      List<SchemeValue> userLanguages)
      implements Service {
    public CreateUser {
      authenticationInputs = List.copyOf(authenticationInputs);
      userAddressInformation = List.copyOf(userAddressInformation);
      userLanguages = List.copyOf(userLanguages);
    }
  }

  /**
   * An item that another library sends has come for a patron, for whom it is to be kept.
   *
   * @param requestedActionType what is to be done with it; the standard demands it
   * @param dateForReturn when it has to be back with the lender
   */
  record AcceptItem(
      @Nullable MandatedAction mandatedAction,
      RequestId requestId,
      @Nullable SchemeValue requestedActionType,
      @Nullable UserId userId,
      @Nullable ItemId itemId,
      @Nullable Instant dateForReturn,
      boolean indeterminateLoanPeriodFlag,
      boolean nonReturnableFlag,
      boolean renewalNotPermitted,
      @Nullable ItemOptionalFields itemOptionalFields,
      @Nullable SchemeValue pickupLocation,
      @Nullable Instant pickupExpiryDate)
      implements Service {}

  /** An item is no longer here: one that was accepted goes back. */
  record DeleteItem(@Nullable MandatedAction mandatedAction, ItemId itemId) implements Service {}

  /** An item is asked back before it is due. */
  record RecallItem(
      @Nullable MandatedAction mandatedAction,
      ItemId itemId,
      @Nullable Instant desiredDateDue,
      List<SchemeValue> itemElementTypes,
      List<SchemeValue> userElementTypes)
      implements Service {
    public RecallItem {
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /** An item is no longer asked back before it is due. */
  record CancelRecallItem(
      @Nullable MandatedAction mandatedAction,
      ItemId itemId,
      List<SchemeValue> itemElementTypes,
      List<SchemeValue> userElementTypes)
      implements Service {
    public CancelRecallItem {
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /** A loan that was just made is taken back, as if it had not been made. */
  record UndoCheckOutItem(
      @Nullable MandatedAction mandatedAction,
      ItemId itemId,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      @Nullable RequestId requestId)
      implements Service {
    public UndoCheckOutItem {
      authenticationInputs = List.copyOf(authenticationInputs);
    }
  }

  /**
   * A service of the standard that is not read any further, to be answered in its own response.
   *
   * @param request its element, unread
   */
  record Unsupported(NcipService service, NcipElement request) implements NcipRequest {}
}
