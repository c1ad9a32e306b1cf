package org.samling.marc.text;

import org.jspecify.annotations.Nullable;

/** Names of persons as MARC 21 writes them in one subfield: family name, comma, forenames. */
public final class Names {

  private Names() {}

  /** What stands before the first comma, or all of it. */
  public static String family(String name) {
    var comma = name.indexOf(',');
    return comma < 0 ? name : name.substring(0, comma).strip();
  }

  /** What stands behind the first comma, or null. */
  public static @Nullable String forenames(String name) {
    var comma = name.indexOf(',');
    return comma < 0 ? null : name.substring(comma + 1).strip();
  }
}
