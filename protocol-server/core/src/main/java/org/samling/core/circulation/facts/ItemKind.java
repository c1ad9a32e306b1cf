package org.samling.core.circulation.facts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * All that policy rules ask about an item: what holds for one item of a kind holds for each.
 *
 * @param category the code of its item category
 * @param materialGroup the material group, or null
 * @param modifier the circulation modifier, or null
 * @param accession the day of its accession
 * @param home the code of the branch where it belongs
 * @param location where it stands in its branch, or null
 */
public record ItemKind(
    String category,
    @Nullable String materialGroup,
    @Nullable String modifier,
    LocalDate accession,
    String home,
    @Nullable String location) {

  /** The material group by which loans are counted: the category's code where it has none. */
  public String group() {
    return materialGroup == null ? category : materialGroup;
  }
}
