package org.samling.core.guests;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Contact;

/**
 * How a patron stands at home: all that crosses to the lender, and no more than was agreed.
 *
 * @param link the home's number for this guest
 * @param version rises with each change at home; an older one never replaces a newer
 * @param card the number of a card that is good, or the last that was known
 * @param isEnded whether no card of theirs is good any more
 * @param isBlocked whether they may not borrow at home
 * @param expires the last day on which they can borrow, or null
 * @param isChild whether they are not of age
 * @param person who they are, as far as that is told
 */
public record Standing(
    UUID link,
    long version,
    String card,
    boolean isEnded,
    boolean isBlocked,
    @Nullable LocalDate expires,
    boolean isChild,
    Person person) {

  /**
   * Who a guest is.
   *
   * @param name the name; null where it is not told
   * @param contact where they can be reached
   * @param birthDate the date of birth; null where it is not told
   */
  public record Person(@Nullable String name, Contact contact, @Nullable LocalDate birthDate) {

    /** Nothing but a number. */
    public static final Person UNNAMED = new Person(null, Contact.NONE, null);
  }

  /** Somebody of whom nothing is told but that it is over. */
  public static Standing ended(UUID link, long version, String card) {
    return new Standing(link, version, card, true, true, null, false, Person.UNNAMED);
  }
}
