package org.samling.postgres.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.LenderRenewal;
import org.samling.core.circulation.facts.Parts;
import org.samling.core.circulation.facts.StockFacts;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.rows.Prefix;

/** An item with the description from its record, as {@link FactsLoader#ITEM} selects it. */
public record ItemRow(
    UUID id,
    String barcode,
    UUID recordId,
    String source,
    String controlNumber,
    String title,
    @Nullable String author,
    String category,
    @Nullable String materialGroup,
    @Nullable String circulationModifier,
    LocalDate accessionedOn,
    @Nullable Long price,
    String homeBranch,
    String atBranch,
    ItemStatus status,
    @Nullable UUID holdId,
    int notFound,
    @Nullable String partOfSet,
    @Nullable String borrowedFrom,
    @Nullable Instant dueToLender,
    boolean lenderIsTold,
    @Nullable LenderRenewal lenderRenewal,
    @Nullable String floatingGroup,
    @Nullable String location,
    @Nullable String callNumber,
    @Nullable String properties,
    @Nullable String volume,
    @Nullable String issueYear,
    @Nullable String issue,
    int partCount,
    List<Integer> partsMissing,
    @Nullable String orderedAs,
    @Nullable Instant withdrawnAt,
    @Nullable String withdrawnReason,
    @Nullable ItemStatus withdrawnFrom) {

  public ItemFacts facts() {
    return new ItemFacts(
        id,
        barcode,
        new ItemFacts.Description(
            recordId, new RecordKey(source, controlNumber), title, author, callNumber),
        new ItemFacts.Sort(category, materialGroup, circulationModifier, accessionedOn, price),
        new ItemFacts.Place(
            homeBranch, location, floatingGroup, atBranch, status, holdId, notFound),
        partOfSet,
        borrowedFrom == null
            ? null
            : new ItemFacts.Lender(borrowedFrom, dueToLender, lenderIsTold, lenderRenewal),
        properties,
        stock());
  }

  private StockFacts stock() {
    return new StockFacts(
        Enumeration.of(volume, issueYear, issue),
        partCount == 1 ? null : new Parts(partCount, partsMissing),
        orderedAs,
        withdrawnAt == null || withdrawnReason == null || withdrawnFrom == null
            ? null
            : new StockFacts.Withdrawal(withdrawnAt, withdrawnReason, withdrawnFrom));
  }

  /** An item and its open loan, if any, as {@link FactsLoader#ITEM_COLUMNS} selects them. */
  public record Lent(ItemRow item, Instant movedAt, @Prefix("loan_") LoanRow.@Nullable Found loan) {

    public void addTo(Facts facts) {
      var found = item.facts();
      facts.add(found);
      facts.addMove(found.id(), movedAt);
      if (loan != null) {
        facts.add(loan.facts());
      }
    }
  }
}
