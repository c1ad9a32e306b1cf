package org.samling.core.organisation;

/**
 * What is done for tenants by the clock, so that jobs can ask which tenants need it ({@link
 * Tenants#withWork}) instead of asking each.
 */
public enum Work {
  /** Events to make notices of, notices to write, and messages to send. */
  NOTICES,
  /** Loans and cards whose days to be told of may come. */
  DAYS_AHEAD,
  /** Notices of which some may be old enough to be deleted. */
  PAST_NOTICES,
  /** Messages to other libraries that are due. */
  INTERLIBRARY_MESSAGES,
  /** Stops, closings and weekdays that loans and holds have to be moved for. */
  STOPS,
  /** Other tenants' items that were handed in and not reported yet. */
  CHECKINS_OF_OTHERS,
  /** Patrons who are guests elsewhere and changed since their lender was told. */
  NEWS_OF_PATRONS_ELSEWHERE,
  /** Patrons who are guests elsewhere. */
  PATRONS_ELSEWHERE,
  /** Guests, or an agreement to receive some. */
  GUESTS,
  /** Guests who leave. */
  GUESTS_LEAVING,
  /** Agreements by which partners are asked for what patrons wait for. */
  HOLDS_AT_PARTNERS,
  /** Events that are not counted yet, and days that are not closed yet. */
  STATISTICS,
  /** Titles that patrons wait for, where something has changed that may give a hold an item. */
  HOLDS_TO_TARGET,
  /** Holds that have expired, or were not fetched in time. */
  EXPIRED_HOLDS,
  /** Open loans that were due before. */
  OVERDUE_LOANS,
  /** Open bookings. */
  BOOKINGS,
  /** Patrons who may come of age. */
  MINORS,
  /** Answers to requests with a key of which some may be old enough to be deleted. */
  ANSWERED_REQUESTS,
  /** Offline transactions of which some may be old enough to be deleted. */
  OFFLINE_TRANSACTIONS,
  /** Subscriptions whose issues are predicted. */
  SUBSCRIPTIONS
}
