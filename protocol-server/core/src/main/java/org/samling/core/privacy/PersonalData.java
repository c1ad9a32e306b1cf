package org.samling.core.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.samling.core.organisation.TenantId;

/**
 * The port that exports everything that a tenant has stored about one patron, and erases it. Throws
 * {@link org.samling.core.StoreException} when the store can't be reached.
 */
public interface PersonalData {

  /** The most rows of one kind in an export; a part that was cut off is marked. */
  int MAX_ROWS = 100_000;

  /**
   * Exports everything about a patron.
   *
   * @param identifier a card or another identifier of theirs, even a blocked one
   * @return empty where it identifies nobody
   */
  Optional<Export> export(TenantId tenant, String identifier);

  /**
   * What prevents the erasure of a patron.
   *
   * @param identifier a card or another identifier of theirs
   * @return empty where it identifies nobody; no blocks where the patron can be erased
   */
  Optional<List<Block>> blocks(TenantId tenant, String identifier);

  /**
   * Erases a patron, unless something prevents it: deletes what identifies them, and puts what
   * bookkeeping has to keep under a pseudonym.
   *
   * @param identifier a card or another identifier of theirs
   */
  Erasure erase(TenantId tenant, String identifier);

  /**
   * A tenant's data about a patron.
   *
   * @param at when it was read, in one snapshot
   * @param parts the data by table; empty tables are left out
   */
  record Export(UUID patron, Instant at, List<Part> parts) {

    /** Copies the list. */
    public Export {
      parts = List.copyOf(parts);
    }

    /** Whether no part was cut off. */
    public boolean isWhole() {
      return parts.stream().allMatch(Part::isWhole);
    }
  }

  /**
   * The data of one table about a patron.
   *
   * @param rows its rows, by their non-empty columns; values are strings, numbers, booleans, lists
   *     and maps
   * @param isWhole whether these are all
   */
  record Part(String table, List<Map<String, Object>> rows, boolean isWhole) {

    /** Copies the list. */
    public Part {
      rows = List.copyOf(rows);
    }
  }

  /** What can prevent the erasure of a patron. */
  enum Reason {
    /** Loans are open. */
    LOANS,
    /** An amount is owed, or is to be refunded. */
    DEBT,
    /** Holds wait or are ready. */
    HOLDS,
    /** Interlibrary requests are under way. */
    INTERLIBRARY_REQUESTS,
    /** Copies are booked for them. */
    BOOKINGS,
    /** The patron is the guardian of others. */
    WARDS
  }

  /**
   * Something that prevents the erasure of a patron.
   *
   * @param reason why
   * @param number how many of them; for {@link Reason#DEBT} the amount in minor units, below 0
   *     where it is to be refunded
   */
  record Block(Reason reason, long number) {}

  /** The outcome of an erasure. */
  sealed interface Erasure {

    /**
     * The patron was erased.
     *
     * @param pseudonym the pseudonym in the bookkeeping
     */
    record Erased(String pseudonym) implements Erasure {}

    /**
     * Something prevents it.
     *
     * @param blocks what prevents it
     */
    record Blocked(List<Block> blocks) implements Erasure {

      /** Copies the list. */
      public Blocked {
        blocks = List.copyOf(blocks);
      }
    }

    /** There is no such patron. */
    record Nobody() implements Erasure {}
  }
}
