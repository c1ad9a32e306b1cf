package org.samling.core.organisation;

/**
 * A category of patrons who have the same rights.
 *
 * @param code the short name
 * @param name the name for people
 * @param maxLoans how many loans a patron can have at once
 * @param maxHolds how many holds a patron can have at once
 * @param maxDebt the debt above which nothing is lent, in minor units of the tenant's currency
 */
public record PatronCategory(String code, String name, int maxLoans, int maxHolds, long maxDebt) {}
