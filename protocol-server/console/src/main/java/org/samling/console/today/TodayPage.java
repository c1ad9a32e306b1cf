package org.samling.console.today;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model of the day's page.
 *
 * @param opening when the branch is open; null where the visitor sees nothing of it
 * @param entries the lists that the visitor may see
 * @param machines the accounts that failed last or were not seen lately; null for those who may not
 *     see accounts
 * @param mayPlace whether the visitor may place holds
 */
public record TodayPage(
    @Nullable Opening opening,
    List<Entry> entries,
    @Nullable List<ContactRow> machines,
    boolean mayPlace) {

  /** Copies the list. */
  public TodayPage {
    entries = List.copyOf(entries);
  }

  /**
   * When a branch is open today.
   *
   * @param isOpen whether it is open at some time
   * @param hours from when until when; empty where that is not known
   * @param staffed when staff are there; empty where that is not known
   * @param reason why it is closed; empty where that is not known
   */
  public record Opening(boolean isOpen, String hours, String staffed, String reason) {}

  /**
   * A list.
   *
   * @param list its name
   * @param path its path, relative to the tenant's
   * @param fromHere the path of what leaves the branch; null for a list that says nothing of it
   */
  public record Entry(String list, String path, @Nullable String fromHere, List<Count> counts) {

    /** Copies the list. */
    public Entry {
      counts = List.copyOf(counts);
    }
  }

  /**
   * How many rows of a list there are.
   *
   * @param name what is counted, {@code today.count.NAME}
   * @param isUrgent whether they call for action
   */
  public record Count(String name, long number, boolean isUrgent) {

    /** The class of its element. */
    public String tone() {
      return isUrgent ? "urgent" : number == 0 ? "none" : "some";
    }
  }
}
