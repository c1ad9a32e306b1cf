package org.samling.core.catalogue;

import java.util.Optional;
import java.util.Set;

/**
 * Who may change a danMARC2 record: the agency in 996 *a. A delivery does not overwrite another
 * agency's work.
 */
public final class RecordOwnership {

  /** The Danish bibliographic centre: its names in 996 and in 001 *b. */
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
   * Whether ownership protects a stored version of a record from an incoming one. It does where the
   * stored one names an owner who is neither the agency of the incoming one (001 *b), nor its
   * deliverer, nor the owner that it names.
   *
   * @param stored the stored version
   * @param incoming the version that would replace it
   * @param key the key of both
   * @param deliverer the agency that delivers it
   * @return the owner for whom the stored version is kept, or empty where it may be replaced
   */
  public static Optional<String> protectingOwner(
      MarcContent stored, MarcContent incoming, RecordKey key, String deliverer) {
    return owner(stored)
        .filter(owner -> !same(owner, key.source()))
        .filter(owner -> !same(owner, deliverer))
        .filter(owner -> owner(incoming).filter(named -> same(owner, named)).isEmpty());
  }

  private static boolean same(String owner, String agency) {
    return owner.equals(agency) || (CENTRE.contains(owner) && CENTRE.contains(agency));
  }
}
