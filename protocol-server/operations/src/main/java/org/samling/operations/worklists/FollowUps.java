package org.samling.operations.worklists;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.WorkLists;
import org.samling.core.circulation.WorkLists.LoanTrouble;
import org.samling.core.circulation.WorkLists.OpenLoan;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Texts;

/** What the operations on loans and items to follow up take and return. */
public final class FollowUps {

  private static final int NAME = 200;

  private FollowUps() {}

  /** Which open loans are listed. */
  public record LoanQuestion(
      @Means("why they are followed up") LoanTrouble trouble,
      @Means("the code of the branch where they were made; default: all") @Size(max = NAME) @Nullable String branch,
      @Means("only those due before this day") @Nullable LocalDate dueBefore) {}

  /** A page of open loans. */
  public record Loans(
      @Means("the earliest due first") List<Loan> loans,
      @Means(Paging.NEXT) @Nullable String next) {}

  /** An open loan. */
  public record Loan(
      @Means("a barcode") @Size(max = Texts.LONGEST) String item,
      @Size(max = Texts.LONGEST) String title,
      @JsonUnwrapped Borrower borrower,
      @Means("the code of the branch where it was made") @Size(max = Texts.LONGEST) String branch,
      Instant due,
      @Means("how often it was renewed") @Min(0) int renewals,
      @Means("how many overdue notices were due") @Min(0) int step,
      @Means("when it was claimed returned or lost; null while it is neither")
          @Nullable Instant since) {

    static Loan of(OpenLoan loan) {
      return new Loan(
          loan.item(),
          loan.title(),
          Borrower.of(loan.patron()),
          loan.lent().branch(),
          loan.due(),
          loan.lent().renewals(),
          loan.step(),
          loan.since());
    }
  }

  /** Who has an item on loan. */
  public record Borrower(
      @Means("a card number; null if there is none, or the patron may not be named")
          @Nullable String patron,
      @Means("null if the patron may not be named") @Nullable String name) {

    static Borrower of(@Nullable Known patron) {
      return new Borrower(
          patron == null || patron.card().isEmpty() ? null : patron.card(),
          patron == null ? null : patron.name());
    }
  }

  /** How an item is gone. */
  public enum GoneStatus {
    /** It was looked for and not found. */
    MISSING,
    /** It was declared lost. */
    LOST;

    ItemStatus status() {
      return switch (this) {
        case MISSING -> ItemStatus.MISSING;
        case LOST -> ItemStatus.LOST;
      };
    }

    private static GoneStatus of(ItemStatus status) {
      return status == ItemStatus.LOST ? LOST : MISSING;
    }
  }

  /** Which items that are gone are listed. */
  public record GoneFilter(
      @Means("the code of the branch where they belong; default: all") @Size(max = NAME) @Nullable String branch,
      @Means("default: both") @Nullable GoneStatus status,
      @Means("the most items to list; default: 100") @Min(1) @Max(Paging.MAX) @Nullable Integer limit) {

    int most() {
      return limit == null ? Paging.DEFAULT : limit;
    }
  }

  /** Items that are missing or lost. */
  public record Gone(
      @Means("in the order of the shelves") @Size(max = Paging.MAX) List<GoneItem> items,
      @Means("false if there is more than this") boolean complete) {}

  /** An item that is missing or lost. */
  public record GoneItem(
      @Means("its barcode") @Size(max = Texts.LONGEST) String item,
      @Size(max = Texts.LONGEST) String title,
      @Size(max = Texts.LONGEST) @Nullable String author,
      GoneStatus status,
      @Means("the code of the branch where it belongs") @Size(max = Texts.LONGEST) String home,
      @Means("where it stands within the branch") @Size(max = Texts.LONGEST) @Nullable String location,
      @Size(max = Texts.LONGEST) @Nullable String callNumber,
      @Means("when it was marked so") Instant since) {

    static GoneItem of(WorkLists.GoneItem item) {
      return new GoneItem(
          item.item(),
          item.title(),
          item.author(),
          GoneStatus.of(item.status()),
          item.home(),
          item.location(),
          item.callNumber(),
          item.since());
    }
  }
}
