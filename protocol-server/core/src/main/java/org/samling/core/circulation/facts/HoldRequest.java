package org.samling.core.circulation.facts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a hold asks for beyond its title.
 *
 * @param type how it is combined with other holds
 * @param item the one item that is wanted, or null for any
 * @param branch the code of the branch whose copies are wanted, or null for any
 * @param enumeration the volume or issue that is wanted, or null for any
 * @param queueClass its class in the queue, from 1, which goes first, to 9
 * @param group the id shared by the holds combined with it, or null
 * @param position its place among them, from 0
 */
public record HoldRequest(
    HoldType type,
    @Nullable UUID item,
    @Nullable String branch,
    @Nullable Enumeration enumeration,
    int queueClass,
    @Nullable UUID group,
    int position) {

  /** The class that goes last. */
  public static final int LAST_CLASS = 9;

  /** Any copy of one title, in the usual class. */
  public static final HoldRequest ANY_COPY = anyCopy(HoldType.NORMAL, 5);

  private HoldRequest(HoldType type, @Nullable String branch, int queueClass, int position) {
    this(type, null, branch, null, queueClass, null, position);
  }

  /** Any copy of one title. */
  public static HoldRequest anyCopy(HoldType type, int queueClass) {
    return new HoldRequest(type, null, queueClass, 0);
  }

  /** The same request, for copies of a branch and for a volume or issue; null for any. */
  public HoldRequest of(@Nullable String oneBranch, @Nullable Enumeration one) {
    return new HoldRequest(type, item, oneBranch, one, queueClass, group, position);
  }

  /** The same request, combined with those of a group. */
  public HoldRequest inGroup(UUID id, int place) {
    return new HoldRequest(type, item, branch, enumeration, queueClass, id, place);
  }

  /** The same request, for one item only, or null for any. */
  public HoldRequest ofItem(@Nullable UUID one) {
    return new HoldRequest(type, one, branch, enumeration, queueClass, group, position);
  }

  /**
   * Whether lending an item of the title fulfils the request. Any copy fulfils that of another
   * library, even where a particular one was requested.
   */
  public boolean isFulfilledBy(ItemFacts lent) {
    return isMetBy(lent)
        || (type == HoldType.INTER_LIBRARY
            && enumeration == null
            && lent.stock().enumeration() == null);
  }

  /** Whether an item of the title matches the request. */
  public boolean isMetBy(ItemFacts candidate) {
    return (item == null || item.equals(candidate.id()))
        && (branch == null || branch.equals(candidate.home()))
        && (enumeration == null || enumeration.isMetBy(candidate.stock().enumeration()));
  }
}
