package org.samling.core.cutover;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.organisation.TenantId;

/**
 * The port that looks up what has been moved from another system into the store. It answers for
 * some thousands at once, in one round trip, and includes loans and holds that are over. What is
 * not found is left out of the answer.
 */
public interface CutoverInquiries {

  /** The most things in one query. */
  int MAX_ASKED = 5_000;

  /**
   * Patrons by their identifiers, including identifiers that are blocked or have expired.
   *
   * @param identifiers card numbers and other names
   */
  Map<String, StoredPatron> patrons(TenantId tenant, Collection<String> identifiers);

  /** Items by their barcodes. */
  Map<String, StoredItem> items(TenantId tenant, Collection<String> barcodes);

  /** Open loans of items. */
  List<StoredLoan> openLoans(TenantId tenant, Collection<String> barcodes);

  /** Ended loans of items. */
  List<StoredLoan> endedLoans(TenantId tenant, Collection<String> barcodes);

  /** Holds of patrons, including ended ones. */
  List<StoredHold> holds(TenantId tenant, Collection<UUID> patrons);

  /** Fees of patrons, including settled ones. */
  List<StoredFee> fees(TenantId tenant, Collection<UUID> patrons);

  /** Which of these records are in the store, as the tenant's own or common ones. */
  Set<RecordKey> records(TenantId tenant, Collection<RecordKey> keys);

  /**
   * The tenant's catalogue by the value of a subfield: its own records, and common ones of which it
   * has items where none of its own has the same value. Reads all of them.
   *
   * @param tag the field's tag
   * @param code the subfield's code
   * @return by value, without blanks around it, the records that have it
   */
  Map<String, Set<RecordKey>> recordsBySubfield(TenantId tenant, String tag, String code);

  /**
   * Records by ISBN; the tenant's own is preferred to a common one, then the older.
   *
   * @param isbns ISBN-13 as digits
   */
  Map<String, RecordKey> recordsByIsbn(TenantId tenant, Collection<String> isbns);

  /**
   * A patron.
   *
   * @param id the patron
   * @param branch the code of the patron's own branch
   * @param hasPin whether there is a PIN
   * @param loans how many loans are open
   * @param holds how many holds are open
   * @param owed what the patron owes, in minor units, less any credit
   */
  record StoredPatron(UUID id, String branch, boolean hasPin, int loans, int holds, long owed) {}

  /**
   * An item.
   *
   * @param id the item
   * @param record the record that describes it
   * @param branch the code of the branch where it belongs
   * @param title the title of that record
   */
  record StoredItem(UUID id, RecordKey record, String branch, String title) {}

  /**
   * A loan.
   *
   * @param item the item's barcode
   * @param patron the borrower; null for an ended loan that is anonymised
   * @param at when it was made
   * @param due when it is or was due
   * @param dueDay the due date in the tenant's time zone
   * @param renewals how often it was renewed
   * @param branch the code of the branch where it was made
   * @param isOpen whether it is open
   */
  record StoredLoan(
      String item,
      @Nullable UUID patron,
      Instant at,
      Instant due,
      LocalDate dueDay,
      int renewals,
      String branch,
      boolean isOpen) {}

  /**
   * A hold.
   *
   * @param patron who waits or waited
   * @param record the title
   * @param item the barcode of the item for an item-level hold, or null
   * @param pickup the code of the pickup branch
   * @param at when it was placed
   * @param isOpen whether it is open
   */
  record StoredHold(
      UUID patron,
      RecordKey record,
      @Nullable String item,
      String pickup,
      Instant at,
      boolean isOpen) {}

  /**
   * A fee.
   *
   * @param id the fee
   * @param patron who owes or owed it
   * @param type what it is for
   * @param item the barcode of the item it is for, or null
   * @param reason why, or null
   * @param at when it arose
   * @param amount how much it was, in minor units
   * @param open how much of it is open
   */
  record StoredFee(
      UUID id,
      UUID patron,
      FeeType type,
      @Nullable String item,
      @Nullable String reason,
      Instant at,
      long amount,
      long open) {}
}
