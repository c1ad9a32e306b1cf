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
 * What a partner tells that has happened, after NCIP 2.02. Components are the message's elements in
 * the standard's words; those that it does not demand are null where they are missing.
 */
public sealed interface NcipNotification extends NcipRequest {

  /** An item came back. */
  record ItemCheckedIn(@Nullable UserId userId, ItemId itemId) implements NcipNotification {}

  /**
   * An item was lent.
   *
   * @param dateDue when it is due back, or null for a loan without an end
   */
  record ItemCheckedOut(
      UserId userId,
      ItemId itemId,
      @Nullable RequestId requestId,
      @Nullable Instant dateDue,
      @Nullable Integer renewalCount)
      implements NcipNotification {}

  /** A loan was lengthened. */
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
   * Somebody asked for an item, or for any item of a title.
   *
   * @param requestType the standard demands it, as it does requestScopeType
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
   * @param dateShipped when; the standard demands it, as it does shippingInformation
   * @param shippingInformation where to
   */
  record ItemShipped(
      @Nullable RequestId requestId,
      @Nullable ItemId itemId,
      @Nullable UserId userId,
      @Nullable Instant dateShipped,
      @Nullable ShippingInformation shippingInformation)
      implements NcipNotification {}

  /**
   * An item that another library sent has come. The standard demands its identifier.
   *
   * @param dateReceived when; the standard demands it
   */
  record ItemReceived(
      @Nullable ItemId itemId,
      @Nullable UserId userId,
      @Nullable RequestId requestId,
      @Nullable Instant dateReceived)
      implements NcipNotification {}

  /** An item stands otherwise than before. */
  record CirculationStatusUpdated(ItemId itemId, SchemeValue circulationStatus)
      implements NcipNotification {}

  /** A patron, or somebody for them, says what became of an item. */
  record CirculationStatusChangeReported(
      ItemId itemId,
      @Nullable UserId userId,
      @Nullable Returned itemReportedReturned,
      boolean itemReportedNeverBorrowed,
      boolean itemReportedLost,
      boolean itemReportedMissing)
      implements NcipNotification {

    /** That it was returned, and when. */
    public record Returned(Instant dateReportedReturned) {}
  }
}
