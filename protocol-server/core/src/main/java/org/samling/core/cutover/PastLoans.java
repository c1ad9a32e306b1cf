package org.samling.core.cutover;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.samling.core.organisation.TenantId;

/** The port that keeps loans which another system lent and took back. */
public interface PastLoans {

  /**
   * Keeps loans of patrons who consent to keeping their history. Those of others are not written,
   * nor is one whose item was lent at that very time already.
   *
   * @return those that were written
   */
  Set<Key> put(TenantId tenant, List<PastLoan> loans);

  /** What tells a loan that is over from others: the item's barcode, and when it was lent. */
  record Key(String item, Instant lent) {}

  /**
   * A loan that is over.
   *
   * @param card the patron's card
   * @param item the item's barcode
   * @param branch the code of the branch where it was lent and returned
   */
  record PastLoan(
      String card,
      String item,
      Instant lent,
      Instant due,
      Instant returned,
      int renewals,
      String branch) {

    /** What tells it from others. */
    public Key key() {
      return new Key(item, lent);
    }

    /** The same at a branch. */
    public PastLoan at(String code) {
      return new PastLoan(card, item, lent, due, returned, renewals, code);
    }
  }
}
