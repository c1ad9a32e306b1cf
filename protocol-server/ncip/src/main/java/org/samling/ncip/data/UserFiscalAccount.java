package org.samling.ncip.data;

import java.time.Instant;
import java.util.List;

/**
 * What a patron owes (NCIP 2.02).
 *
 * @param accountBalance the total
 * @param accountDetails the fees that make up the total
 */
public record UserFiscalAccount(Amount accountBalance, List<AccountDetails> accountDetails) {
  public UserFiscalAccount {
    accountDetails = List.copyOf(accountDetails);
  }

  /** One fee, and since when it is owed. */
  public record AccountDetails(
      Instant accrualDate, FiscalTransactionInformation fiscalTransactionInformation) {}
}
