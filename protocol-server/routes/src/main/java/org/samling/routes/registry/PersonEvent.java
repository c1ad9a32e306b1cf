package org.samling.routes.registry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Cpr;
import org.samling.routes.Message;
import org.samling.routes.registry.PersonEvents.EventResult;

/** An event about a person from the person registry. */
public sealed interface PersonEvent extends Message<EventResult> {

  /** The registry's own number of the event: a repeated number takes effect once. */
  String id();

  /** The person. */
  Cpr person();

  /**
   * The person has died.
   *
   * @param id the registry's number of the event
   */
  record Died(String id, Cpr person) implements PersonEvent {}

  /**
   * The person has moved.
   *
   * @param id the registry's number of the event
   * @param municipality the three digits of the new municipality, as in library numbers
   * @param address the new postal address, or null where the registry doesn't give it
   * @param on the day of the move
   */
  record Moved(String id, Cpr person, String municipality, @Nullable String address, LocalDate on)
      implements PersonEvent {}

  /**
   * The person's name and address are protected from now on, or no longer.
   *
   * @param id the registry's number of the event
   * @param isProtected whether they are
   */
  record Protected(String id, Cpr person, boolean isProtected) implements PersonEvent {}
}
