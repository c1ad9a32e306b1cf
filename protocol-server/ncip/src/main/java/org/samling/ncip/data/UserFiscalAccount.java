package org.samling.ncip.data;

import java.time.Instant;
import java.util.List;

/**
 * What a patron owes (NCIP 2.02).
 *
 * @param accountBalance all of it
 * @param accountDetails the fees that it is made of
 */
public record UserFiscalAccount(Amount accountBalance, List<AccountDetails> accountDetails) {
  public UserFiscalAccount {
    accountDetails = List.copyOf(accountDetails);
  }

  /** One fee, and since when it is owed. */
  public record AccountDetails(
      Instant accrualDate, FiscalTransactionInformation fiscalTransactionInformation) {}
}
