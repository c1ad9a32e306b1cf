package org.samling.core.ill.rota;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking for a title in a catalogue, and what else its library's place in the rota
 * depends on.
 *
 * @param catalogue the name of the catalogue
 * @param library its library's symbol
 * @param found the title there, or null where it was not found
 * @param failure why the catalogue did not answer, or null
 * @param distance how far away the library is, or null where it is not known
 * @param cost what a loan from it costs, in minor units, or null where it is not known
 * @param past how it supplied before
 * @param after by what it stands after the library before it; null for the first, and where it was
 *     not found
 */
public record LookedUp(
    String catalogue,
    String library,
    @Nullable FoundTitle found,
    @Nullable String failure,
    @Nullable Integer distance,
    @Nullable Long cost,
    PastSupply past,
    @Nullable Criterion after) {

  /** The longest text about copies or a failure that is stored. */
  public static final int LONGEST_TEXT = 1_000;

  /**
   * A title in a catalogue.
   *
   * @param match by what it was recognised
   * @param record the number of its record there
   * @param holdings its copies in the catalogue's own words, or empty
   */
  public record FoundTitle(
      Match match, String record, Availability availability, String holdings) {}

  /** By what a record was recognised as the title. */
  public enum Match {
    /** The same ISBN. */
    ISBN,
    /** The same ISSN. */
    ISSN,
    /** The same number of the record. */
    NUMBER,
    /** The same title, by the same author, of the same year, as far as these are known. */
    TITLE;

    /** Its name for users, {@code isbn}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the order of libraries depends on. */
  public enum Criterion {
    /** Whether a copy is on the shelf. */
    AVAILABILITY,
    /** How far away it is. */
    DISTANCE,
    /** What a loan costs. */
    COST,
    /** How long it took before. */
    TURNAROUND,
    /** How often it supplied. */
    FILL_RATE,
    /** The symbol: all else is the same. */
    SYMBOL
  }

  LookedUp standing(@Nullable Criterion decided) {
    return new LookedUp(catalogue, library, found, failure, distance, cost, past, decided);
  }
}
