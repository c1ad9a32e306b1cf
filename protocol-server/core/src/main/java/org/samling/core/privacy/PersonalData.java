package org.samling.core.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.samling.core.organisation.TenantId;

/**
 * The port that gives out everything that a tenant has about one patron, and erases it. Throws
 * {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface PersonalData {

  /** How many rows of one kind are given out at most; that there are more is said. */
  int MAX_ROWS = 100_000;

  /**
   * Everything about a patron.
   *
   * @param identifier a card or another identifier of theirs, also a blocked one
   * @return nothing where it names nobody
   */
  Optional<Export> export(TenantId tenant, String identifier);

  /**
   * What keeps a patron from being erased.
   *
   * @param identifier a card or another identifier of theirs
   * @return nothing where it names nobody; no blocks where they can be erased
   */
  Optional<List<Block>> blocks(TenantId tenant, String identifier);

  /**
   * Erases a patron, unless something keeps them: what names them is deleted, and what bookkeeping
   * keeps is a pseudonym's.
   *
   * @param identifier a card or another identifier of theirs
   */
  Erasure erase(TenantId tenant, String identifier);

  /**
   * What a tenant has about a patron.
   *
   * @param at when it was read, all at one moment
   * @param parts what there is, by the tables that hold it; an empty one is left out
   */
  record Export(UUID patron, Instant at, List<Part> parts) {

    /** Copies the list. */
    public Export {
      parts = List.copyOf(parts);
    }
  }

  /**
   * What one table holds about a patron.
   *
   * @param rows its rows, by their columns where something stands; values are texts, numbers, truth
   *     values, lists and maps
   * @param isWhole whether these are all
   */
  record Part(String table, List<Map<String, Object>> rows, boolean isWhole) {

    /** Copies the list. */
    public Part {
      rows = List.copyOf(rows);
    }
  }

  /** Why a patron can't be erased. */
  enum Reason {
    /** Loans are out. */
    LOANS,
    /** Something is owed, or is to be paid back: an amount. */
    DEBT,
    /** Holds wait or are ready. */
    HOLDS,
    /** Interlibrary requests are under way. */
    INTERLIBRARY_REQUESTS,
    /** Copies are promised to them. */
    BOOKINGS,
    /** The patron is the guardian of others. */
    WARDS
  }

  /**
   * Something that keeps a patron from being erased.
   *
   * @param reason why
   * @param number how many of them; for {@link Reason#DEBT} the amount in minor units, below 0
   *     where it is to be paid back
   */
  record Block(Reason reason, long number) {}

  /** What came of an erasure. */
  sealed interface Erasure {

    /**
     * The patron is gone.
     *
     * @param pseudonym in whose name the bookkeeping is kept
     */
    record Erased(String pseudonym) implements Erasure {}

    /**
     * Something keeps them.
     *
     * @param blocks what
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
