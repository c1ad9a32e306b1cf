package org.samling.core.circulation.command;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.patron.Absence;
import org.samling.core.patron.AdmissionWithdrawal;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.policy.Unit;

/** A command that changes a patron's record: by staff, by the patron, or from a register. */
public sealed interface PatronCommand extends Command<PatronOutcome> {

  /** The patron whom it changes. */
  PatronName name();

  @Override
  default @Nullable String patron() {
    return name() instanceof PatronName.Identifier(var value) ? value : null;
  }

  @Override
  default @Nullable UUID patronId() {
    return name() instanceof PatronName.Id(var id) ? id : null;
  }

  /** An event of the national person registry. Its key is the event's own id. */
  sealed interface RegistryEvent extends PatronCommand {}

  /**
   * The person has died: the patron is blocked, their holds end, their identifiers stop working,
   * and they are no longer anybody's guardian.
   *
   * @param name the patron
   */
  record RegisterDeath(Origin origin, PatronName name) implements RegistryEvent {}

  /**
   * The person has moved.
   *
   * @param name the patron
   * @param municipality the three-digit code of the municipality where they live now, as used in
   *     library numbers
   * @param address the new postal address, or null where it is not given
   * @param on the day of the move
   */
  record RegisterMove(
      Origin origin, PatronName name, String municipality, @Nullable String address, LocalDate on)
      implements RegistryEvent {}

  /**
   * The person's name and address become protected, or stop being so.
   *
   * @param name the patron
   * @param isProtected whether they are protected
   */
  record RegisterProtection(Origin origin, PatronName name, boolean isProtected)
      implements RegistryEvent {}

  /**
   * The person comes of age: their guardian stops being so, and no longer sees anything of theirs.
   *
   * @param name the patron
   */
  record ComeOfAge(Origin origin, PatronName name) implements RegistryEvent {}

  /**
   * Blocks a patron. A block with the same code is replaced.
   *
   * @param name the patron
   * @param code why
   * @param note what staff should know, or null
   * @param until the last day of the block, or null
   * @param cardRetained whether a machine kept the card
   */
  record BlockPatron(
      Origin origin,
      PatronName name,
      BlockCode code,
      @Nullable String note,
      @Nullable LocalDate until,
      boolean cardRetained)
      implements PatronCommand {

    /** A block with which the patron keeps the card. */
    public BlockPatron(
        Origin origin,
        PatronName name,
        BlockCode code,
        @Nullable String note,
        @Nullable LocalDate until) {
      this(origin, name, code, note, until, false);
    }
  }

  /**
   * Removes a block.
   *
   * @param name the patron
   * @param code the code of the block
   */
  record UnblockPatron(Origin origin, PatronName name, BlockCode code) implements PatronCommand {}

  /**
   * Withdraws a patron's right to enter the libraries of a place on their own. An earlier
   * withdrawal for the same place is replaced.
   *
   * @param name the patron
   * @param place the tenant, an agency or a branch
   * @param reason why, for staff; 1 to {@value AdmissionWithdrawal#LONGEST_REASON} characters
   * @param until the last day on which it applies, or null
   */
  record WithdrawAdmission(
      Origin origin, PatronName name, Unit place, String reason, @Nullable LocalDate until)
      implements PatronCommand {

    /** Checks the place and the reason. */
    public WithdrawAdmission {
      checkAdmits(place);
      if (reason.isBlank() || reason.length() > AdmissionWithdrawal.LONGEST_REASON) {
        throw new IllegalArgumentException(
            "a reason has 1 to %d characters".formatted(AdmissionWithdrawal.LONGEST_REASON));
      }
    }
  }

  /**
   * Restores a patron's right to enter.
   *
   * @param name the patron
   * @param place the place for which it was withdrawn
   */
  record RestoreAdmission(Origin origin, PatronName name, Unit place) implements PatronCommand {

    /** Checks the place. */
    public RestoreAdmission {
      checkAdmits(place);
    }
  }

  private static void checkAdmits(Unit place) {
    if (place.level().compareTo(Unit.Level.BRANCH) > 0) {
      throw new IllegalArgumentException(
          "admission is to a tenant's, an agency's or a branch's libraries, not to " + place);
    }
  }

  /**
   * Adds an identifier that nobody has yet.
   *
   * @param name the patron
   * @param identifier the new one; a CPR number is not added this way
   */
  record AddIdentifier(Origin origin, PatronName name, NewIdentifier identifier)
      implements PatronCommand {}

  /**
   * Gives the patron a new card for one that was lost, which is blocked. Loans, holds and fees are
   * the patron's, and stay.
   *
   * @param name the card that was lost
   * @param card the number of the new card
   * @param reason why, for staff
   */
  record ReplaceCard(Origin origin, PatronName.Identifier name, String card, String reason)
      implements PatronCommand {}

  /**
   * Blocks an identifier, such as a lost card.
   *
   * @param name the identifier itself
   * @param reason why, for staff
   */
  record BlockIdentifier(Origin origin, PatronName.Identifier name, String reason)
      implements PatronCommand {}

  /**
   * Unblocks an identifier.
   *
   * @param name the identifier itself
   */
  record UnblockIdentifier(Origin origin, PatronName.Identifier name) implements PatronCommand {}

  /**
   * Gives or withdraws a consent.
   *
   * @param name the patron
   * @param consent the consent
   * @param isGiven whether it is given
   */
  record SetConsent(Origin origin, PatronName name, Consent consent, boolean isGiven)
      implements PatronCommand {}

  /**
   * Sets or removes the period when the patron is away.
   *
   * @param name the patron
   * @param absence the period, or null for none
   */
  record SetAbsence(Origin origin, PatronName name, @Nullable Absence absence)
      implements PatronCommand {}

  /**
   * Sets the guardian of a patron who is not of age.
   *
   * @param name the patron
   * @param guardian the guardian, also a patron, or null for none
   */
  record SetGuardian(Origin origin, PatronName name, @Nullable UUID guardian)
      implements PatronCommand {}

  /**
   * Changes a patron's data. Null leaves a value as it is; an empty text removes it. What the
   * person registry keeps up to date is refused.
   *
   * @param name the patron
   * @param email the e-mail address
   * @param phone the telephone number
   * @param language the SIP2 language code
   * @param preferredPickup the code of their preferred pickup branch
   * @param branch the code of their own branch
   * @param category the code of the patron category
   * @param expiry until when they can borrow
   * @param person who they are and where they live
   */
  record ChangePatron(
      Origin origin,
      PatronName name,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String language,
      @Nullable String preferredPickup,
      @Nullable String branch,
      @Nullable String category,
      @Nullable Expiry expiry,
      Person person)
      implements PatronCommand {

    /**
     * Until when a patron can borrow.
     *
     * @param last the last day, or null for no end
     */
    public record Expiry(@Nullable LocalDate last) {}

    /**
     * Who a patron is and where they live.
     *
     * @param name "Surname, Forename"
     * @param birthDate the date of birth
     * @param address the postal address; an empty text removes it
     * @param isAddressProtected whether name and address are protected
     * @param isResident whether they live in the municipality
     */
    public record Person(
        @Nullable String name,
        @Nullable LocalDate birthDate,
        @Nullable String address,
        @Nullable Boolean isAddressProtected,
        @Nullable Boolean isResident) {

      /** Nothing of it changes. */
      public static final Person SAME = of(null);

      /** Nothing changes but the name, if it is not null. */
      public static Person of(@Nullable String name) {
        @Nullable String sameAddress = null;
        @Nullable LocalDate sameDay = null;
        @Nullable Boolean sameFlag = null;
        return new Person(name, sameDay, sameAddress, sameFlag, sameFlag);
      }
    }

    /** Changes the language alone. */
    public static ChangePatron ofLanguage(Origin origin, PatronName name, String language) {
      @Nullable String same = null;
      @Nullable Expiry sameEnd = null;
      return new ChangePatron(
          origin, name, same, same, language, same, same, same, sameEnd, Person.SAME);
    }
  }

  /**
   * Adds a note about a patron.
   *
   * @param origin its actor is who wrote the note
   * @param name the patron it is about
   * @param kind the kind of note
   * @param text what it says
   */
  record AddNote(Origin origin, PatronName name, NoteKind kind, String text)
      implements PatronCommand {}

  /**
   * Removes a note.
   *
   * @param name the patron it is about
   */
  record RemoveNote(Origin origin, PatronName name, UUID note) implements PatronCommand {}
}
