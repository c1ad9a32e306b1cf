package org.samling.operations.offline;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.OfflineTransactions.ReportedTransaction;
import org.samling.core.circulation.OfflineTransactions.Result;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.operations.Means;
import org.samling.sip2.Sip2PatronId;

/** A transaction that a machine carried out while it was offline. */
public record Transaction(
    UUID number,
    @Means("null if its time could not be read") @Nullable Instant done,
    @Means("when it was reported") Instant told,
    @Means("what was done") OfflineTransaction.Message message,
    @Means("the machine's account") String account,
    @Means("the code of a branch") String branch,
    @Means("the barcode") String item,
    @Means("a card, masked if it may be a CPR number") @Nullable String patron,
    @JsonUnwrapped Became became,
    @JsonUnwrapped Settled settled) {

  /** What became of a transaction. */
  public record Became(
      Result result,
      @Means("why nothing came of it, such as ITEM_UNKNOWN") @Nullable String reason,
      @Means("the rules that it broke, separated by blanks") @Nullable String rules) {

    static Became of(ReportedTransaction reported) {
      return new Became(
          reported.result(),
          reported.reason() == null ? null : reported.reason().name(),
          reported.rules().isEmpty() ? null : String.join(" ", reported.rules()));
    }
  }

  /** Who has dealt with a transaction; all null where nobody has. */
  public record Settled(
      @Nullable String settledBy,
      @Nullable Instant settledAt,
      @Means("what was done about it") @Nullable String note) {

    static Settled of(OfflineTransactions.@Nullable Settled settled) {
      return new Settled(
          settled == null ? null : settled.by(),
          settled == null ? null : settled.at().truncatedTo(ChronoUnit.SECONDS),
          settled == null ? null : settled.note());
    }
  }

  /** A transaction as it was reported. */
  public static Transaction of(ReportedTransaction reported) {
    return new Transaction(
        reported.id(),
        reported.when(),
        reported.received().truncatedTo(ChronoUnit.SECONDS),
        reported.message(),
        reported.account(),
        reported.branch(),
        reported.item(),
        reported.patron() == null ? null : new Sip2PatronId(reported.patron()).toString(),
        Became.of(reported),
        Settled.of(reported.settled()));
  }
}
