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
 * A partner's request, after NCIP 2.02. The records are the tables by which messages are read and
 * written: each is named after its service's element, and its components are the service's
 * elements, named as in the standard; those that it does not require are null or empty if missing.
 * A patron is identified by a UserId, by AuthenticationInput, or, contrary to the standard but in
 * practice, by both.
 */
public sealed interface NcipRequest
    permits NcipRequest.Service, NcipNotification, NcipRequest.Unsupported {

  /** A request to look something up, or to perform an action. */
  sealed interface Service extends NcipRequest {}

  /** The requested service: the one whose request has the record's name. */
  default NcipService service() {
    return this instanceof Unsupported(var service, _)
        ? service
        : NcipService.named(getClass().getSimpleName()).orElseThrow();
  }

  /** Looks up a patron: identity, privileges, loans, requests and fees. */
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

  /**
   * Looks up an item's description and location; it is identified by its own identifier or by a
   * request's.
   */
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

  /** A patron requests an item, any item of a title, or a part of one. */
  record RequestItem(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      List<BibliographicId> bibliographicIds,
      List<ItemId> itemIds,
      @Nullable RequestId requestId,
      Type type,
      @Nullable ItemOptionalFields itemOptionalFields,
      Dates dates,
      Acknowledgement acknowledgement,
      Elements elements)
      implements Service {
    /** The elements that the answer is to have. */
    public record Elements(List<SchemeValue> itemElementTypes, List<SchemeValue> userElementTypes)
        implements ElementGroup {
      /** Copies what may change. */
      public Elements {
        itemElementTypes = List.copyOf(itemElementTypes);
        userElementTypes = List.copyOf(userElementTypes);
      }
    }

    /** What the user has agreed to. */
    public record Acknowledgement(
        @Nullable Amount acknowledgedFeeAmount,
        @Nullable Amount paidFeeAmount,
        List<SchemeValue> acknowledgedItemUseRestrictionTypes)
        implements ElementGroup {
      /** Nothing. */
      public static final Acknowledgement NONE = new Acknowledgement(null, List.of());

      private Acknowledgement(@Nullable Amount paidFeeAmount, List<SchemeValue> restrictions) {
        this(null, paidFeeAmount, restrictions);
      }

      /** Copies what may change. */
      public Acknowledgement {
        acknowledgedItemUseRestrictionTypes = List.copyOf(acknowledgedItemUseRestrictionTypes);
      }
    }

    /** When and where the item is needed. */
    public record Dates(
        @Nullable Instant earliestDateNeeded,
        @Nullable Instant needBeforeDate,
        @Nullable SchemeValue pickupLocation,
        @Nullable Instant pickupExpiryDate)
        implements ElementGroup {
      /** No earliest time, and no pickup location. */
      public Dates(@Nullable Instant needBeforeDate, @Nullable Instant pickupExpiryDate) {
        this(null, needBeforeDate, null, pickupExpiryDate);
      }
    }

    /** What kind of request it is. */
    public record Type(@Nullable SchemeValue requestType, @Nullable SchemeValue requestScopeType)
        implements ElementGroup {}

    public RequestItem {
      authenticationInputs = List.copyOf(authenticationInputs);
      bibliographicIds = List.copyOf(bibliographicIds);
      itemIds = List.copyOf(itemIds);
    }

    public @Nullable SchemeValue requestType() {
      return type.requestType;
    }

    public @Nullable SchemeValue requestScopeType() {
      return type.requestScopeType;
    }

    public @Nullable Instant earliestDateNeeded() {
      return dates.earliestDateNeeded;
    }

    public @Nullable Instant needBeforeDate() {
      return dates.needBeforeDate;
    }

    public @Nullable SchemeValue pickupLocation() {
      return dates.pickupLocation;
    }

    public @Nullable Instant pickupExpiryDate() {
      return dates.pickupExpiryDate;
    }

    public List<SchemeValue> itemElementTypes() {
      return elements.itemElementTypes;
    }

    public List<SchemeValue> userElementTypes() {
      return elements.userElementTypes;
    }
  }

  /** A patron checks out an item. */
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

  /** An item is checked in. */
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
   * Looks up several items, identified by their title, or each by its own identifier.
   *
   * @param holdingsSetIds sets of items from an earlier response
   * @param maximumItemsCount the most items to return
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

  /**
   * Looks up the status of a request, identified by its own identifier, or by its patron and item.
   */
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

    /** A request that is looked up by its own number. */
    public LookupRequest(
        @Nullable SchemeValue requestType,
        RequestId requestId,
        List<SchemeValue> requestElementTypes,
        List<SchemeValue> itemElementTypes) {
      this(
          null,
          List.of(),
          null,
          requestType,
          requestId,
          requestElementTypes,
          itemElementTypes,
          List.of());
    }

    public LookupRequest {
      authenticationInputs = List.copyOf(authenticationInputs);
      requestElementTypes = List.copyOf(requestElementTypes);
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /** Looks up a library's name and capabilities. */
  record LookupAgency(SchemeValue agencyId, List<SchemeValue> agencyElementTypes)
      implements Service {
    public LookupAgency {
      agencyElementTypes = List.copyOf(agencyElementTypes);
    }
  }

  /** Looks up the supported versions. */
  record LookupVersion() implements Service {}

  /** A patron renews a loan. */
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
   * A patron cancels a request. The standard requires a RequestType, which partners leave out or
   * leave empty.
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

  /** A patron changes a request. */
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

  /** A patron is charged a fee, or has paid one. */
  record CreateUserFiscalTransaction(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      Transaction fiscalTransactionInformation)
      implements Service {
    public CreateUserFiscalTransaction {
      authenticationInputs = List.copyOf(authenticationInputs);
    }

    /** A charge or payment. The standard requires the first three, but partners leave them out. */
    public record Transaction(
        @Nullable SchemeValue fiscalActionType,
        @Nullable SchemeValue fiscalTransactionType,
        @Nullable Amount amount,
        @Nullable SchemeValue paymentMethodType,
        @Nullable String fiscalTransactionDescription,
        @Nullable RequestId requestId,
        @Nullable AboutItem itemDetails) {}

    /** The item that the transaction is about. */
    public record AboutItem(
        @Nullable ItemId itemId, @Nullable BibliographicDescription bibliographicDescription) {}
  }

  /** Registers a patron. */
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
   * Changes a patron's data.
   *
   * @param deleteUserFields what is to go
   * @param addUserFields what is to be there
   */
  record UpdateUser(
      @Nullable MandatedAction mandatedAction,
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      @Nullable UserFields deleteUserFields,
      @Nullable UserFields addUserFields)
      implements Service {
    public UpdateUser {
      authenticationInputs = List.copyOf(authenticationInputs);
    }

    /** Data of a patron. */
    public record UserFields(
        List<AuthenticationInput> authenticationInputs,
        @Nullable PersonalNameInformation nameInformation,
        List<UserAddressInformation> userAddressInformation,
        @Nullable Instant dateOfBirth,
        List<SchemeValue> userLanguages) {
      /** Copies the lists. */
      public UserFields {
        authenticationInputs = List.copyOf(authenticationInputs);
        userAddressInformation = List.copyOf(userAddressInformation);
        userLanguages = List.copyOf(userLanguages);
      }

      /** Whether there is anything but how the patron is known. */
      public boolean hasMore() {
        return nameInformation != null
            || !userAddressInformation.isEmpty()
            || dateOfBirth != null
            || !userLanguages.isEmpty();
      }
    }
  }

  /**
   * Accepts an item from another library, to be held for a patron.
   *
   * @param requestedActionType what to do with it; required by the standard
   * @param dateForReturn when it must be back with the lender
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

  /** An accepted item goes back to its lender. */
  record DeleteItem(@Nullable MandatedAction mandatedAction, ItemId itemId) implements Service {}

  /** An item is recalled. */
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

  /** A recall is cancelled. */
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

  /** A loan that was just made is undone, as if it had never been made. */
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
   * A service of the standard that is not supported; it is answered in its own response.
   *
   * @param request its element, not parsed further
   */
  record Unsupported(NcipService service, NcipElement request) implements NcipRequest {}
}
