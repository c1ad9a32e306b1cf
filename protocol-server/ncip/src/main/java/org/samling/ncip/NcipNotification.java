package org.samling.ncip;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.RequestFields;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.ShippingInformation;
import org.samling.ncip.data.UserId;

/**
 * A partner's notification of an event, after NCIP 2.02. Components are the message's elements,
 * named as in the standard; those that it does not require are null if missing.
 */
public sealed interface NcipNotification extends NcipRequest {

  /** An item was checked in. */
  record ItemCheckedIn(@Nullable UserId userId, ItemId itemId) implements NcipNotification {}

  /**
   * An item was checked out.
   *
   * @param dateDue when it is due back, or null for an indeterminate loan
   */
  record ItemCheckedOut(
      UserId userId,
      ItemId itemId,
      @Nullable RequestId requestId,
      @Nullable Instant dateDue,
      @Nullable Integer renewalCount)
      implements NcipNotification {}

  /** A loan was renewed. */
  record ItemRenewed(
      @Nullable UserId userId, ItemId itemId, Instant dateDue, @Nullable Integer renewalCount)
      implements NcipNotification {}

  /** A request was cancelled. */
  record ItemRequestCancelled(
      UserId userId,
      @Nullable ItemId itemId,
      @Nullable RequestId requestId,
      @Nullable SchemeValue requestType,
      @Nullable SchemeValue requestScopeType)
      implements NcipNotification {}

  /** A request was changed. */
  record ItemRequestUpdated(
      @Nullable UserId userId,
      @Nullable ItemId itemId,
      @Nullable SchemeValue requestType,
      @Nullable RequestId requestId,
      @Nullable RequestFields deleteRequestFields,
      @Nullable RequestFields addRequestFields)
      implements NcipNotification {}

  /**
   * Somebody requested an item, or any item of a title.
   *
   * @param requestType required by the standard, as is requestScopeType
   */
  record ItemRequested(
      UserId userId,
      @Nullable ItemId itemId,
      @Nullable BibliographicId bibliographicId,
      @Nullable RequestId requestId,
      @Nullable SchemeValue requestType,
      @Nullable SchemeValue requestScopeType,
      @Nullable Instant earliestDateNeeded,
      @Nullable Instant needBeforeDate,
      @Nullable SchemeValue pickupLocation,
      @Nullable Instant pickupExpiryDate,
      @Nullable Instant dateOfUserRequest)
      implements NcipNotification {}

  /**
   * An item was sent to another library.
   *
   * @param dateShipped when it was sent; required by the standard, as is shippingInformation
   * @param shippingInformation the destination
   */
  record ItemShipped(
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      @Nullable UserId userId,
      @Nullable Instant dateShipped,
      @Nullable ShippingInformation shippingInformation)
      implements NcipNotification {}

  /**
   * An item that another library sent was received. The standard requires its identifier.
   *
   * @param dateReceived when it was received; required by the standard
   */
  record ItemReceived(
      @Nullable ItemId itemId,
      @Nullable UserId userId,
      @Nullable RequestId requestId,
      @Nullable Instant dateReceived)
      implements NcipNotification {}

  /** The circulation status of an item has changed. */
  record CirculationStatusUpdated(ItemId itemId, SchemeValue circulationStatus)
      implements NcipNotification {}

  /** A patron, or somebody on their behalf, reports what became of an item. */
  record CirculationStatusChangeReported(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable Returned itemReportedReturned,
      boolean itemReportedNeverBorrowed,
      boolean itemReportedLost,
      boolean itemReportedMissing)
      implements NcipNotification {

    /** A report that it was returned, and when. */
    public record Returned(Instant dateReportedReturned) {}
  }
}
