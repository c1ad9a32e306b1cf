package org.samling.core.patron;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What kind of patron somebody is.
 *
 * @param category the code of the patron category
 * @param branch the code of the patron's own branch
 * @param language the SIP2 language code of the patron's language, 000 where it is not known
 * @param expires the last day on which the patron can borrow, or null
 */
public record Membership(
    String category, String branch, String language, @Nullable LocalDate expires) {

  /** A membership without an end. */
  public Membership(String category, String branch, String language) {
    this(category, branch, language, null);
  }
}
