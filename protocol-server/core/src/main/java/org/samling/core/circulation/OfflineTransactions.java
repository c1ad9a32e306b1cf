package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;

/**
 * The port that tells what machines did while the library could not be asked, and what became of
 * it. Throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface OfflineTransactions {

  /** The rule that a transaction broke which lent an item that somebody had, and none returned. */
  String LENT_ALREADY = "one-loan-per-item";

  /** The rule that a loan broke of which no return is known before the item was lent again. */
  String RETURN_UNKNOWN = "return-known";

  /**
   * What was told, that which was done first coming first.
   *
   * @param tenant whose
   * @param asked which of it
   * @param after the last of the page before; null for the first page
   * @param limit how much at most
   */
  List<Told> list(TenantId tenant, Asked asked, @Nullable Place after, int limit);

  /**
   * A place in the list.
   *
   * @param done when the transaction was done, or null where that could not be read
   * @param received when it was told
   * @param id its number
   */
  record Place(@Nullable Instant done, Instant received, UUID id) {}

  /** How much was told, by what became of it; what there is none of is left out. */
  Map<Result, Long> counts(TenantId tenant, Asked asked);

  /**
   * Notes that a person has seen to a transaction.
   *
   * @param tenant whose
   * @param transaction its number
   * @param by who did
   * @param note what they did, or null
   * @return whether there is such a transaction and nobody had seen to it
   */
  boolean settle(TenantId tenant, UUID transaction, String by, @Nullable String note);

  /**
   * Forgets what was kept long enough: patrons that are named and belong to no loan after {@code
   * loan.retention-days}, the transaction after {@code offline.keep-days}.
   *
   * @param tenant whose
   * @param now the time by which that is counted
   * @return how many transactions are gone
   */
  int forget(TenantId tenant, Instant now);

  /**
   * Which transactions are asked for.
   *
   * @param branch of machines at this branch, or null for any
   * @param account of this account, or null for any
   * @param since told at this time or later, or null for any
   * @param onlyConflicts only what somebody should look at, and nobody has seen to
   */
  record Asked(
      @Nullable String branch,
      @Nullable String account,
      @Nullable Instant since,
      boolean onlyConflicts) {}

  /** What became of a transaction. */
  enum Result {
    /** It is done. */
    DONE,
    /** It is done, and broke rules. */
    BROKE_RULES,
    /** A return or renewal of which no loan is known; one that is told later may be it. */
    WAITING,
    /** It can't be done: the reason says why. */
    CONFLICT
  }

  /**
   * A transaction.
   *
   * @param id its number
   * @param message what was done
   * @param account the machine's account
   * @param branch the code of the branch of that account
   * @param patron whom it names: a card, or what could not be found; null where it names nobody, or
   *     that is forgotten
   * @param item the barcode that it names
   * @param when when it was done, or null where that could not be read
   * @param received when it was told
   * @param result what became of it
   * @param reason why nothing came of it, or null
   * @param rules the rules that it broke, by name
   * @param settled who has seen to it, or null
   */
  record Told(
      UUID id,
      OfflineTransaction.Message message,
      String account,
      String branch,
      @Nullable String patron,
      String item,
      @Nullable Instant when,
      Instant received,
      Result result,
      @Nullable RefusalReason reason,
      List<String> rules,
      @Nullable Settled settled) {

    /** Copies the rules. */
    public Told {
      rules = List.copyOf(rules);
    }

    /** Its place in the list. */
    public Place place() {
      return new Place(when, received, id);
    }
  }

  /**
   * That a person has seen to a transaction.
   *
   * @param by who
   * @param at when
   * @param note what they did, or null
   */
  record Settled(String by, Instant at, @Nullable String note) {}
}
