package org.samling.postgres.tables;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.postgres.connection.Json;
import org.samling.postgres.rows.JsonText;

/**
 * The columns of table loan: those that a loan begins with, and those that change. Statements that
 * open, change and read loans take their columns from here, so that a new one is declared only
 * once.
 */
public record LoanRow(
    UUID id, UUID itemId, Instant lentAt, String lentBranch, String materialGroup, Terms terms) {

  public static LoanRow of(LoanFacts loan) {
    return new LoanRow(
        loan.id(), loan.itemId(), loan.at(), loan.branch(), loan.group(), Terms.of(loan));
  }

  /** The columns of a loan that change while it is open. */
  public record Terms(
      Instant dueAt,
      @Nullable Instant unstoppedDueAt,
      int renewals,
      Renewal renewal,
      Recall recall,
      @Nullable Instant claimedReturnedAt,
      @Nullable Instant lostAt) {

    public static Terms of(LoanFacts loan) {
      return new Terms(
          loan.due(),
          loan.unstoppedDue(),
          loan.renewals(),
          Renewal.of(loan.renewal()),
          Recall.of(loan.recalledAt(), loan.beforeRecall()),
          loan.claimedReturnedAt(),
          loan.lostAt());
    }

    private LoanFacts.Terms facts() {
      return new LoanFacts.Terms(
          dueAt,
          unstoppedDueAt,
          renewals,
          renewal.facts(),
          recall.recalledAt,
          recall.before(),
          claimedReturnedAt,
          lostAt);
    }
  }

  /** The last renewal of a loan, if any. */
  public record Renewal(
      @Nullable Instant renewedAt,
      @Nullable String renewedBranch,
      @Nullable Instant dueBeforeRenewal,
      @Nullable Instant unstoppedDueBeforeRenewal) {

    private static Renewal of(LoanFacts.@Nullable Renewal renewal) {
      return new Renewal(
          renewal == null ? null : renewal.at(),
          renewal == null ? null : renewal.branch(),
          renewal == null ? null : renewal.dueBefore(),
          renewal == null ? null : renewal.unstoppedBefore());
    }

    private LoanFacts.@Nullable Renewal facts() {
      return renewedAt == null || renewedBranch == null || dueBeforeRenewal == null
          ? null
          : new LoanFacts.Renewal(
              renewedAt, renewedBranch, dueBeforeRenewal, unstoppedDueBeforeRenewal);
    }
  }

  /** The recall of a loan, if any. */
  public record Recall(
      @Nullable Instant recalledAt,
      @Nullable Instant dueBeforeRecall,
      @Nullable Instant unstoppedDueBeforeRecall) {

    private static Recall of(
        @Nullable Instant recalledAt, LoanFacts.@Nullable BeforeRecall before) {
      return new Recall(
          recalledAt,
          before == null ? null : before.due(),
          before == null ? null : before.unstopped());
    }

    private LoanFacts.@Nullable BeforeRecall before() {
      return dueBeforeRecall == null
          ? null
          : new LoanFacts.BeforeRecall(dueBeforeRecall, unstoppedDueBeforeRecall);
    }
  }

  /** A change of an open loan. */
  public record Change(UUID id, Terms terms) {

    public static Change of(LoanFacts loan) {
      return new Change(loan.id(), Terms.of(loan));
    }
  }

  /**
   * The columns that lead to the patron of a loan. They are in the loan while it is open, and in
   * its history afterwards.
   */
  public record Holder(
      @Nullable UUID patronId,
      @Nullable UUID holdId,
      boolean holdWasSetAside,
      @Nullable JsonText brokenRules) {

    /** No patron. */
    public static final Holder NOBODY = new Holder(null, false, null);

    private Holder(
        @Nullable UUID patronId, boolean holdWasSetAside, @Nullable JsonText brokenRules) {
      this(patronId, null, holdWasSetAside, brokenRules);
    }

    public static Holder of(LoanFacts loan, List<DecisionReason> broken) {
      var fulfilled = loan.fulfilled();
      return new Holder(
          loan.patronId(),
          fulfilled == null ? null : fulfilled.holdId(),
          fulfilled != null && fulfilled.wasSetAside(),
          broken.isEmpty() ? null : new JsonText(Json.write(broken)));
    }
  }

  /** How a loan ended: returned at a branch or at another tenant's, or undone. */
  public record End(
      Instant returnedAt,
      @Nullable String returnedBranch,
      @Nullable String returnedElsewhere,
      @Nullable Instant undoneAt) {

    public static End of(LoanEnd end) {
      return new End(
          end.at(),
          end.isElsewhere() ? null : end.place(),
          end.isElsewhere() ? end.place() : null,
          null);
    }
  }

  /** A loan that is written for the first time; it may have ended already. */
  public record New(LoanRow loan, Holder holder, @Nullable End end) {}

  /**
   * A loan as it is read.
   *
   * @param patronId its patron, or null once that was erased
   * @param patron one of the patron's cards, or null where none is left
   */
  public record Found(
      LoanRow loan,
      @Nullable UUID patronId,
      @Nullable UUID holdId,
      boolean holdWasSetAside,
      @Nullable String patron) {

    public LoanFacts facts() {
      if (patronId == null) {
        throw new IllegalStateException("the loan %s has no patron any more".formatted(loan.id));
      }
      return new LoanFacts(
          loan.id,
          loan.itemId,
          patronId,
          patron == null ? "" : patron,
          loan.lentBranch,
          loan.materialGroup,
          loan.lentAt,
          loan.terms.facts(),
          holdId == null ? null : new LoanFacts.Fulfilled(holdId, holdWasSetAside));
    }
  }
}
