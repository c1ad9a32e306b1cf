package org.samling.postgres.rows;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.function.Function;

/** Drops all but the last version of each record. */
public final class Latest {

  private Latest() {}

  /**
   * The last record of each key, in the order of the keys, so that no statement writes a row twice.
   */
  public static <R, K> Collection<R> of(
      Collection<? extends R> records, Function<? super R, ? extends K> key) {
    var latest = new LinkedHashMap<K, R>();
    records.forEach(each -> latest.put(key.apply(each), each));
    return latest.values();
  }
}
