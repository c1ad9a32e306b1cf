package org.samling.postgres.rows;

import org.jspecify.annotations.Nullable;

/** JSON as it is written, for a column of type jsonb. */
public record JsonText(String json) {

  /** JSON that is there, or null. */
  public static @Nullable JsonText ofNullable(@Nullable String json) {
    return json == null ? null : new JsonText(json);
  }
}
