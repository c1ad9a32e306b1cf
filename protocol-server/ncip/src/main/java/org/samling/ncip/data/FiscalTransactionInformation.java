package org.samling.ncip.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fee or a payment (NCIP 2.02).
 *
 * @param fiscalActionType what is done, such as {@code Assess}
 * @param fiscalTransactionReferenceId what the transaction is known by
 * @param fiscalTransactionType what it is for, such as {@code Fine}
 * @param itemDetails the item that it is about
 */
public record FiscalTransactionInformation(
    SchemeValue fiscalActionType,
    @Nullable FiscalTransactionReferenceId fiscalTransactionReferenceId,
    SchemeValue fiscalTransactionType,
    Amount amount,
    @Nullable SchemeValue paymentMethodType,
    @Nullable String fiscalTransactionDescription,
    @Nullable RequestId requestId,
    @Nullable ItemDetails itemDetails) {

  /** What a transaction is known by at an agency. */
  public record FiscalTransactionReferenceId(
      SchemeValue agencyId, String fiscalTransactionIdentifierValue) {}

  /** The item that a fee is about. */
  public record ItemDetails(
      ItemId itemId,
      BibliographicDescription bibliographicDescription,
      @Nullable Instant dateCheckedOut,
      @Nullable Instant dateDue,
      @Nullable Instant dateReturned) {}
}
