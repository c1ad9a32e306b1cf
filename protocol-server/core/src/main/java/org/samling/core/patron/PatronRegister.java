package org.samling.core.patron;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps the patrons. Patrons are matched by their card number; putting the same again
 * changes nothing.
 */
public interface PatronRegister {

  /**
   * Puts patrons. Their blocks are replaced by those given; a PIN is set where the patron has none
   * yet, and left alone otherwise: patrons change it themselves. So is a consent.
   *
   * @return how many of them were new
   * @throws UnfitPatronException when one can't be put; then none is
   */
  int putPatrons(TenantId tenant, List<NewPatron> patrons);

  /**
   * A patron to be put.
   *
   * @param card the card number
   * @param name the name, "Surname, Forename"
   * @param category the code of the patron category
   * @param branch the code of the patron's own branch
   * @param pin the PIN, or null
   * @param language the SIP2 language code, 000 where it is not known
   * @param birthDate the date of birth, or null
   * @param expires the last day on which the patron can borrow, or null
   * @param email the e-mail address, or null
   * @param phone the telephone number, or null
   * @param address the postal address, or null
   * @param blocks why the patron is barred
   * @param particulars what not every patron has
   */
  record NewPatron(
      String card,
      String name,
      String category,
      String branch,
      @Nullable Secret pin,
      String language,
      @Nullable LocalDate birthDate,
      @Nullable LocalDate expires,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String address,
      List<NewBlock> blocks,
      Particulars particulars) {

    /** Copies the blocks. */
    public NewPatron {
      blocks = List.copyOf(blocks);
    }

    /** A person of the municipality, of whom nothing particular is known. */
    public NewPatron(
        String card,
        String name,
        String category,
        String branch,
        @Nullable Secret pin,
        String language,
        @Nullable LocalDate birthDate,
        @Nullable LocalDate expires,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String address,
        List<NewBlock> blocks) {
      this(
          card,
          name,
          category,
          branch,
          pin,
          language,
          birthDate,
          expires,
          email,
          phone,
          address,
          blocks,
          Particulars.NONE);
    }

    @Override
    public String toString() {
      return "patron " + card;
    }
  }

  /**
   * A block to be put.
   *
   * @param code why; not {@link BlockCode#DEBT}, which follows from the debt
   * @param note what staff should know, or null
   * @param until the last day on which it bars, or null
   */
  record NewBlock(BlockCode code, @Nullable String note, @Nullable LocalDate until) {

    /** Checks the code. */
    public NewBlock {
      if (code.isDerived()) {
        throw new IllegalArgumentException("block " + code.letter() + " follows from the debt");
      }
    }

    /** A block without an end. */
    public NewBlock(BlockCode code, @Nullable String note) {
      this(code, note, null);
    }
  }

  /** A patron can't be put as given. */
  final class UnfitPatronException extends RuntimeException {

    private final String card;
    private final String particular;

    /**
     * Makes the exception.
     *
     * @param card the card of the patron
     * @param particular what does not fit: guardian, identifiers or cpr
     * @param message why, without a CPR number
     */
    public UnfitPatronException(String card, String particular, String message) {
      super(message);
      this.card = card;
      this.particular = particular;
    }

    /** The card of the patron. */
    public String card() {
      return card;
    }

    /** What does not fit. */
    public String particular() {
      return particular;
    }
  }
}
