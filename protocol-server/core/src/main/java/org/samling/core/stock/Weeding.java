package org.samling.core.stock;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/** The port that lists items that could be weeded, by a rule. Read-only. */
public interface Weeding {

  /**
   * A rule. An item has to meet all the criteria that it gives. Only items are listed that are on
   * their shelf, are not on loan from another library, and for whose title no hold waits.
   *
   * @param branch the code of their home branch, or null for all
   * @param location where in the branch, with all places beneath it, or null for anywhere
   * @param category the code of their item category, or null for all
   * @param notLentSince they were neither lent nor acquired on this day or later; or null
   * @param copiesOver of a title with more items than this, the surplus, those not lent for longest
   *     first; or null. Only items of the branch count, if one is given
   * @param acquiredBefore they were acquired before this day; or null
   * @param exceptCategories codes of item categories that are excluded
   * @param exceptLocations places that are excluded, with all beneath them
   * @param keepLast whether one item of each title is kept, the one lent last
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

    /** Copies the sets, and checks that a criterion is given. */
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
   * @param accession when it was acquired
   * @param lastLent the day on which it was last lent, or null where none is known
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
   * A place in the order of the shelf. Location and call number are written as they are sorted, and
   * empty where there is none.
   *
   * @param branch the code of the branch
   */
  record Place(String branch, String location, String callNumber, String barcode)
      implements Comparable<Place> {

    private static final Comparator<Place> BY_SHELF =
        Comparator.comparing(Place::branch)
            .thenComparing(Place::location)
            .thenComparing(Place::callNumber)
            .thenComparing(Place::barcode);

    @Override
    public int compareTo(Place other) {
      return BY_SHELF.compare(this, other);
    }
  }

  /** An item that could be weeded, at its place in the list. */
  record Listed(Candidate candidate, Place place) {}

  /**
   * The items that could be weeded, in the order of the shelf.
   *
   * @param rule the rule
   * @param after the place of the last item of the page before, or null for the first page
   * @param limit how many at most
   */
  List<Listed> candidates(TenantId tenant, Rule rule, @Nullable Place after, int limit);
}
