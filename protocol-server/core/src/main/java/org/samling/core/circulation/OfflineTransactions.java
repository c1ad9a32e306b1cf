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
 * The port for what machines did while they were offline, and what became of it. Throws {@link
 * org.samling.core.StoreException} when the store can't be asked.
 */
public interface OfflineTransactions {

  /**
   * The rule broken by a loan of an item that was still on loan to somebody, with no return in
   * between.
   */
  String LENT_ALREADY = "one-loan-per-item";

  /** The rule broken by a loan with no known return before the item was lent again. */
  String RETURN_UNKNOWN = "return-known";

  /**
   * Lists reported transactions, the earliest done first.
   *
   * @param asked the filter
   * @param after the last transaction of the previous page; null for the first page
   * @param limit the most to return
   */
  List<ReportedTransaction> list(
      TenantId tenant, TransactionFilter asked, @Nullable Place after, int limit);

  /**
   * A position in the list.
   *
   * @param done when the transaction was done, or null where that could not be read
   * @param received when it was reported
   */
  record Place(@Nullable Instant done, Instant received, UUID id) {}

  /** How many transactions were reported, by result; results with none are left out. */
  Map<Result, Long> counts(TenantId tenant, TransactionFilter asked);

  /**
   * Marks a transaction as dealt with by a person.
   *
   * @param by who dealt with it
   * @param note what they did, or null
   * @return whether the transaction exists and nobody had dealt with it before
   */
  boolean settle(TenantId tenant, UUID transaction, String by, @Nullable String note);

  /**
   * Deletes what has passed its retention period: the names of patrons that belong to no loan after
   * {@code loan.retention-days}, the transaction after {@code offline.keep-days}.
   *
   * @param now the time from which retention is counted back
   * @return how many transactions were deleted
   */
  int forget(TenantId tenant, Instant now);

  /**
   * A filter for transactions.
   *
   * @param branch only from machines at this branch, or null for any
   * @param account only from this account, or null for any
   * @param since only those reported at this time or later, or null for any
   * @param onlyConflicts only what needs attention and nobody has dealt with yet
   */
  record TransactionFilter(
      @Nullable String branch,
      @Nullable String account,
      @Nullable Instant since,
      boolean onlyConflicts) {

    /** What needs attention of the machines at a branch. */
    public static TransactionFilter conflicts(String branch) {
      return new TransactionFilter(branch, null);
    }

    private TransactionFilter(String branch, @Nullable Instant since) {
      this(branch, null, since, true);
    }
  }

  /** What became of a transaction. */
  enum Result {
    /** It is done. */
    DONE,
    /** It is done, and broke rules. */
    BROKE_RULES,
    /** A return or renewal with no known loan; a loan reported later may match it. */
    WAITING,
    /** It can't be done: the reason says why. */
    CONFLICT
  }

  /**
   * A transaction.
   *
   * @param report what a machine reported
   * @param received when it was reported
   * @param result what became of it
   * @param reason why nothing came of it, or null
   * @param rules the rules that it broke, by name
   * @param settled who has dealt with it, or null
   */
  record ReportedTransaction(
      UUID id,
      Report report,
      Instant received,
      Result result,
      @Nullable RefusalReason reason,
      List<String> rules,
      @Nullable Settled settled) {
    /**
     * What a machine reported.
     *
     * @param message what was done
     * @param account the machine's account
     * @param branch the code of the branch of that account
     * @param patron the patron it names: a card, or the text that could not be found; null where it
     *     names nobody or that has been deleted
     * @param item the barcode that it names
     * @param when when it was done, or null where that could not be read
     */
    public record Report(
        OfflineTransaction.Message message,
        String account,
        String branch,
        @Nullable String patron,
        String item,
        @Nullable Instant when) {}

    /** Copies the rules. */
    public ReportedTransaction {
      rules = List.copyOf(rules);
    }

    /** Its position in the list. */
    public Place place() {
      return new Place(report.when, received, id);
    }

    public OfflineTransaction.Message message() {
      return report.message;
    }

    public String account() {
      return report.account;
    }

    public String branch() {
      return report.branch;
    }

    public @Nullable String patron() {
      return report.patron;
    }

    public String item() {
      return report.item;
    }

    public @Nullable Instant when() {
      return report.when;
    }
  }

  /**
   * A note that a person has dealt with a transaction.
   *
   * @param by who
   * @param note what they did, or null
   */
  record Settled(String by, Instant at, @Nullable String note) {}
}
