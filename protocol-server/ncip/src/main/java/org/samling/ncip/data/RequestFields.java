package org.samling.ncip.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fields to add to or delete from a request (NCIP 2.02, AddRequestFields and
 * DeleteRequestFields; only the parts that a request has here).
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
