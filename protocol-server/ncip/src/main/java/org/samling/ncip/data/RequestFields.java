package org.samling.ncip.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What changes of a request, or no longer holds (NCIP 2.02, AddRequestFields and
 * DeleteRequestFields; of their parts those that a request here has).
 */
public record RequestFields(
    @Nullable UserId userId,
    @Nullable ItemId itemId,
    @Nullable SchemeValue requestType,
    @Nullable SchemeValue requestScopeType,
    @Nullable Instant earliestDateNeeded,
    @Nullable Instant needBeforeDate,
    @Nullable SchemeValue pickupLocation,
    @Nullable Instant pickupExpiryDate) {}
