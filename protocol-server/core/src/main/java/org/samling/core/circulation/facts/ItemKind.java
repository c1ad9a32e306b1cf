package org.samling.core.circulation.facts;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that policy rules match on in an item: a rule applies to all items of a kind or to
 * none.
 *
 * @param category the code of its item category
 * @param materialGroup the material group, or null
 * @param modifier the circulation modifier, or null
 * @param accession the day of its accession
 * @param home the code of the branch where it belongs
 * @param location its shelving location within the branch, or null
 */
public record ItemKind(
    String category,
    @Nullable String materialGroup,
    @Nullable String modifier,
    LocalDate accession,
    String home,
    @Nullable String location) {

  /**
   * The material group under which its loans are counted: its category's code where it has none.
   */
  public String group() {
    return materialGroup == null ? category : materialGroup;
  }
}
