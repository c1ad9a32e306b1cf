package org.samling.core.catalogue;

import java.util.Optional;
import java.util.Set;

/**
 * Who may change a record of danMARC2: the agency in 996 *a. A delivery does not take another
 * agency's work away.
 */
public final class RecordOwnership {

  /** The Danish bibliographic centre, as it is named in 996 and as it signs its records. */
  private static final Set<String> CENTRE =
      Set.of("DBC", "870970", "870971", "870974", "870976", "870979", "191919");

  private RecordOwnership() {}

  /** The owner that a record names (996 *a). */
  public static Optional<String> owner(MarcContent content) {
    return content
        .dataFields("996")
        .flatMap(field -> field.values('a'))
        .map(String::strip)
        .filter(owner -> !owner.isEmpty())
        .findFirst();
  }

  /**
   * Whether a version of a record that is kept stands against one that comes: it names an owner,
   * who is neither the agency that the coming one is signed by (001 *b), nor who delivers it, nor
   * the owner that the coming one names.
   *
   * @param kept the version that is kept
   * @param coming the version that would replace it
   * @param key the key of both
   * @param deliverer the agency that delivers it
   * @return the owner for whom the kept version stays, or nothing where it may be replaced
   */
  public static Optional<String> keeps(
      MarcContent kept, MarcContent coming, RecordKey key, String deliverer) {
    return owner(kept)
        .filter(owner -> !same(owner, key.source()))
        .filter(owner -> !same(owner, deliverer))
        .filter(owner -> owner(coming).filter(named -> same(owner, named)).isEmpty());
  }

  private static boolean same(String owner, String agency) {
    return owner.equals(agency) || (CENTRE.contains(owner) && CENTRE.contains(agency));
  }
}
