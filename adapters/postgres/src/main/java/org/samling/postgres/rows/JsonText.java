package org.samling.postgres.rows;

import org.jspecify.annotations.Nullable;

/** JSON text for a column of type jsonb. */
public record JsonText(String json) {

  /** The JSON, or null for null. */
  public static @Nullable JsonText ofNullable(@Nullable String json) {
    return json == null ? null : new JsonText(json);
  }
}
