package org.samling.core.circulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which titles patrons have on loan, and which they had, as far as that is kept.
 *
 * <p>Used by one thread at a time.
 */
public final class Borrowed {

  private final Map<Had, Set<String>> onLoan = new HashMap<>();
  private final Set<Had> had = new HashSet<>();

  private record Had(UUID patron, UUID record) {}

  /**
   * Adds a loan.
   *
   * @param patron whose it is or was
   * @param record the title
   * @param barcode what is printed on the item
   * @param isOpen whether it goes on
   */
  public void add(UUID patron, UUID record, String barcode, boolean isOpen) {
    var title = new Had(patron, record);
    had.add(title);
    if (isOpen) {
      onLoan.computeIfAbsent(title, _ -> new TreeSet<>()).add(barcode);
    }
  }

  /** Takes in that a loan is over. */
  void ended(UUID patron, UUID record, String barcode) {
    onLoan.getOrDefault(new Had(patron, record), new TreeSet<>()).remove(barcode);
  }

  /** The barcode of an item of a title that a patron has on loan. */
  Optional<String> onLoan(UUID patron, UUID record) {
    return onLoan.getOrDefault(new Had(patron, record), Set.of()).stream().findFirst();
  }

  /** Whether a patron has a title on loan, or has had it. */
  boolean has(UUID patron, UUID record) {
    return had.contains(new Had(patron, record));
  }
}
