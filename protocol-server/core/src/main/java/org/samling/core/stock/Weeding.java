package org.samling.core.stock;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/** The port that tells which items could be weeded, by a rule. It changes nothing. */
public interface Weeding {

  /** How many items a list has at most. */
  int MOST = 1_000_000;

  /**
   * A rule. What it names has to be so of an item, all of it; what it names nothing of does not
   * count. Only items that stand on their shelf are listed, that are nobody else's, and for whose
   * title nobody waits.
   *
   * @param branch the code of the branch where they belong, or null for all
   * @param location where in the branch, with all places beneath it, or null for anywhere
   * @param category the code of their item category, or null for all
   * @param notLentSince they were not lent on this day or later, nor came then; or null
   * @param copiesOver of a title with more items than this, those beyond it, of which the longest
   *     not lent go first; or null. Items count where they belong to the branch, if one is named
   * @param acquiredBefore they came before this day; or null
   * @param exceptCategories codes of item categories that are left alone
   * @param exceptLocations places that are left alone, with all beneath them
   * @param keepLast whether of each title one item stays, that was lent last
   */
  record Rule(
      @Nullable String branch,
      @Nullable String location,
      @Nullable String category,
      @Nullable LocalDate notLentSince,
      @Nullable Integer copiesOver,
      @Nullable LocalDate acquiredBefore,
      Set<String> exceptCategories,
      Set<String> exceptLocations,
      boolean keepLast) {

    /** Copies the sets, and checks that something is named by which to weed. */
    public Rule {
      exceptCategories = Set.copyOf(exceptCategories);
      exceptLocations = Set.copyOf(exceptLocations);
      if (notLentSince == null && copiesOver == null && acquiredBefore == null) {
        throw new IllegalArgumentException(
            "say by what to weed: when it was lent last, how many copies, or when it came");
      }
    }
  }

  /**
   * An item that could be weeded.
   *
   * @param author the main author, or null
   * @param branch the code of the branch where it belongs
   * @param location where in the branch, or null
   * @param callNumber its call number, or null
   * @param category the code of its item category
   * @param accession when it came
   * @param lastLent the day on which it was lent last, or null where none is known
   * @param loans how many loans are known
   * @param copies how many items the title has, with this one
   */
  record Candidate(
      String barcode,
      String title,
      @Nullable String author,
      String branch,
      @Nullable String location,
      @Nullable String callNumber,
      String category,
      LocalDate accession,
      @Nullable LocalDate lastLent,
      long loans,
      long copies) {}

  /**
   * The items that could be weeded, in the order of the shelf.
   *
   * @param rule by what
   * @param limit how many at most, up to {@link #MOST}
   */
  List<Candidate> candidates(TenantId tenant, Rule rule, int limit);
}
