package org.samling.console.circulation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.DeskLists.Borrowed;
import org.samling.core.circulation.DeskLists.Waiting;
import org.samling.core.circulation.DeskLists.Way;
import org.samling.core.circulation.ItemState;

/**
 * What the page of an item shows.
 *
 * @param say the words
 * @param state the item as it stands
 * @param borrowed its loan, or null where there is none, or it is not the member's to see
 * @param next what would come of it if it were handed in now, in words
 * @param queue who waits for its title
 * @param isMoreWaiting whether more wait than are shown
 * @param ways its ways between branches
 * @param form what the forms need
 */
public record ItemPage(
    CirculationTexts say,
    ItemState state,
    @Nullable Borrowed borrowed,
    String next,
    List<Waiting> queue,
    boolean isMoreWaiting,
    List<Way> ways,
    DeskForm form) {

  /** Copies the lists. */
  public ItemPage {
    queue = List.copyOf(queue);
    ways = List.copyOf(ways);
  }

  /**
   * What the page of a title's queue shows.
   *
   * @param say the words
   * @param record the title's key
   * @param author its main author, or null
   * @param queue who waits
   * @param isMore whether more wait than are shown
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
