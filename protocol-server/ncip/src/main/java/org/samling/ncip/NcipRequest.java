package org.samling.ncip;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a partner asks for, after NCIP 2.02. Components are the service's elements in the standard's
 * words; those that it does not demand are null or empty where they are missing. A patron is named
 * by a UserId, by AuthenticationInput, or, against the standard but in practice, by both.
 */
public sealed interface NcipRequest {

  /** The service that is asked for. */
  default NcipService service() {
    return switch (this) {
      case LookupUser _ -> NcipService.LOOKUP_USER;
      case LookupItem _ -> NcipService.LOOKUP_ITEM;
      case RequestItem _ -> NcipService.REQUEST_ITEM;
      case CheckOutItem _ -> NcipService.CHECK_OUT_ITEM;
      case CheckInItem _ -> NcipService.CHECK_IN_ITEM;
      case Unsupported(var service, _) -> service;
    };
  }

  /** Who a patron is, what they may do, have on loan, have asked for and owe. */
  record LookupUser(
      @Nullable UserId userId,
      List<AuthenticationInput> authenticationInputs,
      List<SchemeValue> userElementTypes,
      boolean loanedItemsDesired,
      boolean requestedItemsDesired,
      boolean userFiscalAccountDesired)
      implements NcipRequest {
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
      implements NcipRequest {
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
      SchemeValue requestType,
      SchemeValue requestScopeType,
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
      implements NcipRequest {
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
      implements NcipRequest {
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
      implements NcipRequest {
    public CheckInItem {
      itemElementTypes = List.copyOf(itemElementTypes);
      userElementTypes = List.copyOf(userElementTypes);
    }
  }

  /**
   * A service of the standard that is not read any further, to be answered in its own response.
   *
   * @param service the service
   * @param request its element, unread
   */
  record Unsupported(NcipService service, NcipElement request) implements NcipRequest {}
}
