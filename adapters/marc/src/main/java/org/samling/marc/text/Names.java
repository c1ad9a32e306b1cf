package org.samling.marc.text;

import org.jspecify.annotations.Nullable;

/** Personal names as MARC 21 writes them in one subfield: family name, comma, forenames. */
public final class Names {

  private Names() {}

  /** The part before the first comma, or the whole name. */
  public static String family(String name) {
    var comma = name.indexOf(',');
    return comma < 0 ? name : name.substring(0, comma).strip();
  }

  /** The part after the first comma, or null. */
  public static @Nullable String forenames(String name) {
    var comma = name.indexOf(',');
    return comma < 0 ? null : name.substring(comma + 1).strip();
  }
}
