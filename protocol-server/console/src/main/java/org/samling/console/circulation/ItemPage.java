package org.samling.console.circulation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.DeskLists.Borrowed;
import org.samling.core.circulation.DeskLists.Transit;
import org.samling.core.circulation.DeskLists.Waiting;
import org.samling.core.circulation.ItemState;

/**
 * The model of an item's page.
 *
 * @param borrowed its loan, or null if there is none or the member may not see it
 * @param at the code of the branch where it would be returned
 * @param next what would happen if it were returned now, as a text for staff
 * @param queue the hold queue of its title
 * @param isMoreWaiting whether the queue is longer than shown
 * @param ways its transits between branches
 * @param form the state of the forms
 */
public record ItemPage(
    CirculationTexts say,
    ItemState state,
    @Nullable Borrowed borrowed,
    String at,
    String next,
    List<Waiting> queue,
    boolean isMoreWaiting,
    List<Transit> ways,
    DeskForm form) {

  /** Copies the lists. */
  public ItemPage {
    queue = List.copyOf(queue);
    ways = List.copyOf(ways);
  }

  /**
   * The model of a title's hold queue.
   *
   * @param author its main author, or null
   * @param isMore whether the queue is longer than shown
   */
  public record Title(
      CirculationTexts say,
      RecordKey record,
      String title,
      @Nullable String author,
      List<Waiting> queue,
      boolean isMore) {

    /** Copies the list. */
    public Title {
      queue = List.copyOf(queue);
    }
  }
}
