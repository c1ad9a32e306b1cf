package org.samling.core.patron;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores patrons. Patrons are matched by their card number; storing the same again
 * changes nothing.
 */
public interface PatronRegister {

  /**
   * Stores patrons. Their blocks are replaced by those given. A PIN or consent is set only where
   * the patron has none yet: patrons change theirs themselves.
   *
   * @return how many of them were new, and how many were changed
   * @throws UnfitPatronException when one can't be stored; then none is
   */
  Stored putPatrons(TenantId tenant, List<NewPatron> patrons);

  /**
   * Sets PINs that another system hashed, of patrons who have none yet. When one is first used it
   * is hashed as all others are.
   *
   * @param pins by card number; cards that nobody has are passed over
   */
  void putForeignPins(TenantId tenant, Map<String, BcryptHash> pins);

  /**
   * Stores one new patron. Nobody who is a patron already is changed, whoever else stores them at
   * the same time.
   *
   * @param by who does it, for the audit
   * @throws UnfitPatronException when somebody has one of the identifiers, or the guardian is not
   *     known
   */
  void register(TenantId tenant, NewPatron patron, Actor by);

  /**
   * What became of patrons that were stored.
   *
   * @param added how many are new
   * @param changed how many existed with another name, membership, contact or date of birth
   */
  record Stored(int added, int changed) {}

  /**
   * Another word for an identifier, which names the patron wherever the identifier does and says
   * nothing to anybody else: what stands in an address in place of a CPR number. It is the same
   * each time, and stays good for as long as the pepper that made it is kept.
   */
  String handle(TenantId tenant, String identifier);

  /**
   * A patron to be stored.
   *
   * @param card the card number
   * @param name the name, "Surname, Forename"
   * @param membership what kind of patron, and until when
   * @param pin the PIN, or null
   * @param contact where the patron can be reached
   * @param birthDate the date of birth, or null
   * @param blocks the patron's blocks
   * @param particulars further properties
   */
  record NewPatron(
      String card,
      String name,
      Membership membership,
      @Nullable Secret pin,
      Contact contact,
      @Nullable LocalDate birthDate,
      List<NewBlock> blocks,
      Particulars particulars) {

    /** Copies the blocks. */
    public NewPatron {
      blocks = List.copyOf(blocks);
    }

    /** A person of the municipality without further properties. */
    public NewPatron(
        String card,
        String name,
        Membership membership,
        @Nullable Secret pin,
        Contact contact,
        @Nullable LocalDate birthDate,
        List<NewBlock> blocks) {
      this(card, name, membership, pin, contact, birthDate, blocks, Particulars.NONE);
    }

    @Override
    public String toString() {
      return "patron " + card;
    }
  }

  /**
   * A block to be stored.
   *
   * @param code the reason; not one that is {@link BlockCode#isDerived derived}
   * @param note what staff should know, or null
   * @param until its last day, or null
   */
  record NewBlock(BlockCode code, @Nullable String note, @Nullable LocalDate until) {

    /** Checks the code. */
    public NewBlock {
      if (code.isDerived()) {
        throw new IllegalArgumentException("block " + code.letter() + " follows from other facts");
      }
    }

    /** A block without an end. */
    public NewBlock(BlockCode code, @Nullable String note) {
      this(code, note, null);
    }
  }

  /** A patron can't be stored as given. */
  final class UnfitPatronException extends RuntimeException {

    private final String card;
    private final String particular;

    /**
     * Names the patron.
     *
     * @param card the card of the patron
     * @param particular the property at fault: card, guardian, identifiers or cpr
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

    /** The property at fault. */
    public String particular() {
      return particular;
    }
  }
}
