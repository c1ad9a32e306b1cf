package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.facts.SetFacts;

/** Something changes about bookings, sets or groups. */
public sealed interface BookingEffect extends Effect {

  /**
   * A booking is made, comes further, or ends.
   *
   * @param booking the booking as it is now
   * @param at when
   */
  record BookingChanged(BookingFacts booking, Instant at) implements BookingEffect {}

  /**
   * Items are lent as one from now on, or no longer.
   *
   * @param set the set as it is now
   * @param added the items that were put into it
   * @param removed the items that were taken out of it
   * @param at when
   */
  record SetPut(SetFacts set, List<UUID> added, List<UUID> removed, Instant at)
      implements BookingEffect {

    /** Copies the lists. */
    public SetPut {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }

  /**
   * The items of a set are lent each by itself again.
   *
   * @param set the set as it was
   * @param at when
   */
  record SetDissolved(SetFacts set, Instant at) implements BookingEffect {}

  /**
   * A group has other members, or is another class.
   *
   * @param group the group as it is now
   * @param at when
   */
  record GroupChanged(GroupFacts group, Instant at) implements BookingEffect {}
}
