package org.samling.console.circulation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.ItemState;

/**
 * The page that is searched from.
 *
 * @param typed what was typed
 * @param say the words
 * @param patrons who was found
 * @param isMore whether there are more patrons than are shown
 * @param item the item that was found, or null
 * @param told the key of the words for what came of it, or null
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
