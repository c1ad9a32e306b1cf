package org.samling.console.circulation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.ItemState;

/**
 * The search page.
 *
 * @param patrons the patrons found
 * @param isMore whether there are more patrons than shown
 * @param item the item found, or null
 * @param told the message key of the result, or null
 */
public record SearchPage(
    String typed,
    CirculationTexts say,
    List<Known> patrons,
    boolean isMore,
    @Nullable ItemState item,
    @Nullable String told) {

  /** Copies the list. */
  public SearchPage {
    patrons = List.copyOf(patrons);
  }
}
