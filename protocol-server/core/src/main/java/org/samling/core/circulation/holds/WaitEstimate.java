package org.samling.core.circulation.holds;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import org.samling.core.policy.LendingPolicy;

/**
 * Estimates how many days the patron at a given place in a queue waits for an item. It assumes that
 * each item goes to the next in the queue on its due date, and is out for a whole loan period each
 * time. An item already due is expected tomorrow.
 */
public final class WaitEstimate {

  private WaitEstimate() {}

  /**
   * Estimates the wait in days.
   *
   * @param number the place in the queue, from 1
   * @param onShelf how many items of the title are not on loan
   * @param due when those on loan are due
   * @param loanDays how long a loan lasts
   * @param now the server's time
   * @return empty if the title has no items
   */
  public static OptionalInt days(
      int number,
      int onShelf,
      Collection<Instant> due,
      int loanDays,
      LendingPolicy policy,
      Instant now) {
    var today = policy.day(now);
    var free = new PriorityQueue<LocalDate>();
    for (var i = 0; i < onShelf; i++) {
      free.add(today);
    }
    for (var at : due) {
      var day = policy.day(at);
      free.add(day.isAfter(today) ? day : today.plusDays(1));
    }
    if (free.isEmpty()) {
      return OptionalInt.empty();
    }
    // Whole rounds at once: a long queue costs no more than a short one.
    var rounds = (number - 1) / free.size();
    var rest = (number - 1) % free.size();
    for (var i = 0; i < rest; i++) {
      free.remove();
    }
    var day = free.remove().plusDays((long) rounds * loanDays);
    return OptionalInt.of((int) (day.toEpochDay() - today.toEpochDay()));
  }
}
