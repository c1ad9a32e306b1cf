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
 * The port that says what of another system's things is in the store, for a move from there. It
 * answers for some thousands at once, in one round trip, and knows loans and holds that are over
 * too. What is not there is left out of the answer.
 */
public interface CutoverInquiries {

  /** How many things are asked about at once, at most. */
  int MAX_ASKED = 5_000;

  /**
   * Patrons by their identifiers, also by those that are blocked or out of their time.
   *
   * @param identifiers card numbers and other names
   */
  Map<String, PatronThere> patrons(TenantId tenant, Collection<String> identifiers);

  /** Items by their barcodes. */
  Map<String, ItemThere> items(TenantId tenant, Collection<String> barcodes);

  /** Open loans of items. */
  List<LoanThere> openLoans(TenantId tenant, Collection<String> barcodes);

  /** Loans of items that are over. */
  List<LoanThere> endedLoans(TenantId tenant, Collection<String> barcodes);

  /** Holds of patrons, those that are over included. */
  List<HoldThere> holds(TenantId tenant, Collection<UUID> patrons);

  /** Fees of patrons, those that are settled included. */
  List<FeeThere> fees(TenantId tenant, Collection<UUID> patrons);

  /** Which of some records are there, as the tenant's own or common ones. */
  Set<RecordKey> records(TenantId tenant, Collection<RecordKey> keys);

  /**
   * The tenant's catalogue by what stands in a subfield: its own records, and common ones of which
   * it has items where none of its own has the same there. Reads all of them.
   *
   * @param tag the field's tag
   * @param code the subfield's code
   * @return by what stands there, without blanks around it, the records that have it
   */
  Map<String, Set<RecordKey>> recordsBySubfield(TenantId tenant, String tag, String code);

  /**
   * Records with some ISBN; the tenant's own goes before a common one, then the older.
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
   * @param owed what is owed, in minor units, less what there is as credit
   */
  record PatronThere(UUID id, String branch, boolean hasPin, int loans, int holds, long owed) {}

  /**
   * An item.
   *
   * @param id the item
   * @param record the record that describes it
   * @param branch the code of the branch where it belongs
   * @param title the title of that record
   */
  record ItemThere(UUID id, RecordKey record, String branch, String title) {}

  /**
   * A loan.
   *
   * @param item the item's barcode
   * @param patron whose it is; null for one that is over and says so no more
   * @param at when it was made
   * @param due when it is or was due
   * @param dueDay the day of that in the tenant's time zone
   * @param renewals how often it was renewed
   * @param branch the code of the branch where it was made
   * @param isOpen whether it goes on
   */
  record LoanThere(
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
   * @param item the barcode of the only item that is wanted, or null
   * @param pickup the code of the branch where it is fetched
   * @param at when it was placed
   * @param isOpen whether it goes on
   */
  record HoldThere(
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
  record FeeThere(
      UUID id,
      UUID patron,
      FeeType type,
      @Nullable String item,
      @Nullable String reason,
      Instant at,
      long amount,
      long open) {}
}
