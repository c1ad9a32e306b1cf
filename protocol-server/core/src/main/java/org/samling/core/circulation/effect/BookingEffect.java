package org.samling.core.circulation.effect;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.facts.SetFacts;

/** A change to bookings, sets or groups. */
public sealed interface BookingEffect extends Effect {

  /**
   * A booking is made, changes, or ends.
   *
   * @param booking the booking as it is now
   */
  record BookingChanged(BookingFacts booking, Instant at) implements BookingEffect {}

  /**
   * A set is made, or its items change.
   *
   * @param set the set as it is now
   * @param added the items that were put into it
   * @param removed the items that were taken out of it
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
   * A set is dissolved: its items are lent individually again.
   *
   * @param set the set as it was
   */
  record SetDissolved(SetFacts set, Instant at) implements BookingEffect {}

  /**
   * A group's members or its school class change.
   *
   * @param group the group as it is now
   */
  record GroupChanged(GroupFacts group, Instant at) implements BookingEffect {}
}
