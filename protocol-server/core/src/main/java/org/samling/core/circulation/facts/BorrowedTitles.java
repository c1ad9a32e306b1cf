package org.samling.core.circulation.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The titles that patrons have on loan, and those they had, as far as their history is kept.
 *
 * <p>Used by one thread at a time.
 */
public final class BorrowedTitles {

  private final Map<Had, Map<String, Loan>> loans = new HashMap<>();

  private record Had(UUID patron, UUID record) {}

  private record Loan(String barcode, @Nullable Enumeration enumeration, boolean isOpen) {}

  /**
   * Adds a loan.
   *
   * @param patron the patron who has or had it
   * @param barcode what is printed on the item
   * @param enumeration which volume or issue of the title it is, or null
   * @param isOpen whether it is still open
   */
  public void add(
      UUID patron, UUID record, String barcode, @Nullable Enumeration enumeration, boolean isOpen) {
    loans
        .computeIfAbsent(new Had(patron, record), _ -> new TreeMap<>())
        .merge(
            barcode,
            new Loan(barcode, enumeration, isOpen),
            (one, other) -> one.isOpen() ? one : other);
  }

  /** Marks a loan as ended. */
  public void ended(UUID patron, UUID record, String barcode) {
    loans
        .getOrDefault(new Had(patron, record), new TreeMap<>())
        .computeIfPresent(barcode, (_, loan) -> new Loan(barcode, loan.enumeration(), false));
  }

  /**
   * The barcode of an item of a title that a patron has on loan.
   *
   * @param wanted the volume or issue, or null for any
   */
  public Optional<String> onLoan(UUID patron, UUID record, @Nullable Enumeration wanted) {
    return of(patron, record, wanted).filter(Loan::isOpen).map(Loan::barcode).findFirst();
  }

  /**
   * Whether a patron has a title on loan, or has had it.
   *
   * @param wanted the volume or issue, or null for any
   */
  public boolean has(UUID patron, UUID record, @Nullable Enumeration wanted) {
    return of(patron, record, wanted).findFirst().isPresent();
  }

  private Stream<Loan> of(UUID patron, UUID record, @Nullable Enumeration wanted) {
    return loans.getOrDefault(new Had(patron, record), Map.of()).values().stream()
        .filter(loan -> wanted == null || wanted.isMetBy(loan.enumeration()));
  }
}
