package org.samling.core.circulation.facts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a hold asks for beside its title.
 *
 * @param type how it goes together with others
 * @param item the one item that is wanted, or null for any
 * @param branch the code of the branch whose copies are wanted, or null for any
 * @param enumeration the volume or issue that is wanted, or null for any
 * @param queueClass its class in the queue, from 1, which goes first, to 9
 * @param group the holds that go together with it, or null
 * @param position its place among them, from 0
 */
public record Wish(
    HoldType type,
    @Nullable UUID item,
    @Nullable String branch,
    @Nullable Enumeration enumeration,
    int queueClass,
    @Nullable UUID group,
    int position) {

  /** Any copy of one title, in the usual class. */
  public static final Wish ANY_COPY = new Wish(HoldType.NORMAL, null, null, null, 5, null, 0);

  /** The same of one item only. */
  public Wish ofItem(UUID one) {
    return new Wish(type, one, branch, enumeration, queueClass, group, position);
  }

  /**
   * Whether somebody who is lent an item has got what they wanted, if it is of the title. Another
   * library has with any copy, also where one was looked for.
   */
  public boolean isFulfilledBy(ItemFacts lent) {
    return isMetBy(lent)
        || (type == HoldType.INTER_LIBRARY
            && enumeration == null
            && lent.stock().enumeration() == null);
  }

  /** Whether an item is one that is wanted, if it is of the title. */
  public boolean isMetBy(ItemFacts candidate) {
    return (item == null || item.equals(candidate.id()))
        && (branch == null || branch.equals(candidate.home()))
        && (enumeration == null || enumeration.isMetBy(candidate.stock().enumeration()));
  }
}
