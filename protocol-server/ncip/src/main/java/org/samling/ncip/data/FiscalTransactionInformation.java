package org.samling.ncip.data;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fee or a payment (NCIP 2.02).
 *
 * @param fiscalActionType the action, such as {@code Assess}
 * @param fiscalTransactionReferenceId the identifier of the transaction
 * @param fiscalTransactionType what the transaction is for, such as {@code Fine}
 * @param itemDetails the item that the transaction is about
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

  /** A transaction without details of an item. */
  public FiscalTransactionInformation(
      SchemeValue fiscalActionType,
      @Nullable FiscalTransactionReferenceId fiscalTransactionReferenceId,
      SchemeValue fiscalTransactionType,
      Amount amount,
      @Nullable SchemeValue paymentMethodType,
      @Nullable String fiscalTransactionDescription,
      @Nullable RequestId requestId) {
    this(
        fiscalActionType,
        fiscalTransactionReferenceId,
        fiscalTransactionType,
        amount,
        paymentMethodType,
        fiscalTransactionDescription,
        requestId,
        null);
  }

  /** The identifier of a transaction at an agency. */
  public record FiscalTransactionReferenceId(
      SchemeValue agencyId, String fiscalTransactionIdentifierValue) {}

  /** The item that a fee is for. */
  public record ItemDetails(
      ItemId itemId,
      BibliographicDescription bibliographicDescription,
      @Nullable Instant dateCheckedOut,
      @Nullable Instant dateDue,
      @Nullable Instant dateReturned) {}
}
