package org.samling.operations.stock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.stock.Weeding;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Validity;

/** What weeding takes and returns. */
public final class WeedingLists {

  private static final int MOST_MONTHS = 1_200;
  private static final int MOST_COPIES = 1_000_000;
  private static final int MOST_EXCEPTIONS = 100;
  private static final int LOCATION = 200;

  private WeedingLists() {}

  /** By what to weed: all that is given has to be so of an item. */
  public record Criteria(
      @Means("not lent for so many months, and in the collection for as long")
          @Min(1) @Max(MOST_MONTHS) @Nullable Integer noLoanMonths,
      @Means("the copies of a title beyond so many, the longest unlent first")
          @Min(0) @Max(MOST_COPIES) @Nullable Integer copiesOver,
      @Means("acquired before this day") @Nullable LocalDate before,
      @Means("the code of their branch; default: all") @Size(max = StockLists.NAME) @Nullable String branch,
      @Means("at this location or below it; default: anywhere") @Size(max = LOCATION) @Nullable String location,
      @Means("the code of their item category; default: all") @Size(max = StockLists.NAME) @Nullable String category,
      @Means("codes of item categories that are left out") @Size(max = MOST_EXCEPTIONS) @Nullable List<@Size(max = StockLists.NAME) String> exceptCategories,
      @Means("locations that are left out, with all below them") @Size(max = MOST_EXCEPTIONS) @Nullable List<@Size(max = LOCATION) String> exceptLocations,
      @Means("whether the last copy of a title is listed too") @Nullable Boolean alsoLast) {

    /**
     * The rule that they are.
     *
     * @param today the tenant's day
     * @throws Problem when they make none
     */
    Weeding.Rule rule(LendingPolicy policy, LocalDate today) {
      if (noLoanMonths == null && copiesOver == null && before == null) {
        throw Problem.invalid(
            "Give at least one of \"no-loan-months\", \"copies-over\" and \"before\".");
      }
      Validity.checkPlanned("before", before);
      if (branch != null) {
        Places.checkBranch(policy, branch);
      }
      if (category != null) {
        Places.check(policy, Subject.ITEM_CATEGORY, category);
      }
      orNone(exceptCategories).forEach(one -> Places.check(policy, Subject.ITEM_CATEGORY, one));
      return new Weeding.Rule(
          branch,
          location,
          category,
          noLoanMonths == null ? null : today.minusMonths(noLoanMonths),
          copiesOver,
          before,
          orNone(exceptCategories),
          orNone(exceptLocations),
          !Boolean.TRUE.equals(alsoLast));
    }

    private static Set<String> orNone(@Nullable List<String> codes) {
      return codes == null ? Set.of() : Set.copyOf(codes);
    }
  }

  /**
   * A page of items that could be weeded.
   *
   * @param candidates the items, in the order of the shelf
   * @param next what the next page comes after
   */
  public record Candidates(List<Candidate> candidates, @Means(Paging.NEXT) @Nullable String next) {}

  /** An item that could be weeded. */
  public record Candidate(
      @Means("the barcode") String item,
      String title,
      @Nullable String author,
      @Means("the code of the branch where it belongs") String branch,
      @Nullable String location,
      @Nullable String callNumber,
      @Means("the code of its item category") String category,
      @Means("when it was acquired") LocalDate accession,
      @Means("null if no loan is known") @Nullable LocalDate lastLent,
      @Means("how many loans are known") long loans,
      @Means("how many copies the title has") long copies) {

    static Candidate of(Weeding.Listed listed) {
      var found = listed.candidate();
      return new Candidate(
          found.barcode(),
          found.title(),
          found.author(),
          found.branch(),
          found.location(),
          found.callNumber(),
          found.category(),
          found.accession(),
          found.lastLent(),
          found.loans(),
          found.copies());
    }
  }
}
