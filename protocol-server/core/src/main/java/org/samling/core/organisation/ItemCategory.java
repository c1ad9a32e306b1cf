package org.samling.core.organisation;

/**
 * A category of items that are lent on the same terms.
 *
 * @param code the short name
 * @param name the name for people
 * @param mediaType the SIP2 media type (3M SIP 2.00, field CK), three digits: 001 a book
 * @param forLoan whether its items are lent at all
 * @param loanDays how long a loan lasts, in days
 * @param renewals how often a loan can be renewed
 */
public record ItemCategory(
    String code, String name, String mediaType, boolean forLoan, int loanDays, int renewals) {}
