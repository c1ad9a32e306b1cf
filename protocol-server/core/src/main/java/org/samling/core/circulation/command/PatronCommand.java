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
import org.samling.core.policy.Unit;

/** Something that changes what is kept of a patron: by staff, by the patron, or by a register. */
public sealed interface PatronCommand extends Command<PatronOutcome> {

  /** Whom it changes. */
  PatronName name();

  @Override
  default @Nullable String patron() {
    return name() instanceof PatronName.Identifier(var value) ? value : null;
  }

  @Override
  default @Nullable UUID patronId() {
    return name() instanceof PatronName.Id(var id) ? id : null;
  }

  /** An event of the national person registry. Its key is the event's own number. */
  sealed interface RegistryEvent extends PatronCommand {}

  /**
   * The person has died: the patron is blocked, their holds end, their identifiers no longer
   * identify, and they are nobody's guardian any more.
   *
   * @param origin where it comes from
   * @param name whom
   */
  record RegisterDeath(Origin origin, PatronName name) implements RegistryEvent {}

  /**
   * The person has moved.
   *
   * @param origin where it comes from
   * @param name whom
   * @param municipality the three digits of the municipality where they live now, as they stand in
   *     library numbers
   * @param address the new postal address, or null where it is not told
   * @param on the day of the move
   */
  record RegisterMove(
      Origin origin, PatronName name, String municipality, @Nullable String address, LocalDate on)
      implements RegistryEvent {}

  /**
   * The person's name and address are protected from now on, or no longer.
   *
   * @param origin where it comes from
   * @param name whom
   * @param isProtected whether they are
   */
  record RegisterProtection(Origin origin, PatronName name, boolean isProtected)
      implements RegistryEvent {}

  /**
   * The person is of age: their guardian no longer is, and sees nothing of theirs any more.
   *
   * @param origin where it comes from
   * @param name whom
   */
  record ComeOfAge(Origin origin, PatronName name) implements RegistryEvent {}

  /**
   * Bar a patron. A block with the same code is replaced.
   *
   * @param origin where it comes from
   * @param name whom
   * @param code why
   * @param note what staff should know, or null
   * @param until the last day on which it bars, or null
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
   * Take a block away.
   *
   * @param origin where it comes from
   * @param name whose
   * @param code which
   */
  record UnblockPatron(Origin origin, PatronName name, BlockCode code) implements PatronCommand {}

  /**
   * Have a patron no longer go into the libraries of a place by themselves. What was said of the
   * same place before is replaced.
   *
   * @param origin where it comes from
   * @param name whom
   * @param place the tenant, an agency or a branch
   * @param reason why, for staff; 1 to {@value AdmissionWithdrawal#LONGEST_REASON} characters
   * @param until the last day on which it holds, or null
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
   * Have a patron go in again.
   *
   * @param origin where it comes from
   * @param name whom
   * @param place of what place it was said that they may not
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
   * Have an identifier no longer identify, such as a card that was lost.
   *
   * @param origin where it comes from
   * @param name the identifier itself
   * @param reason why, for staff
   */
  record BlockIdentifier(Origin origin, PatronName.Identifier name, String reason)
      implements PatronCommand {}

  /**
   * Have an identifier identify again.
   *
   * @param origin where it comes from
   * @param name the identifier itself
   */
  record UnblockIdentifier(Origin origin, PatronName.Identifier name) implements PatronCommand {}

  /**
   * The patron agrees to something, or takes it back.
   *
   * @param origin where it comes from
   * @param name who
   * @param consent to what
   * @param isGiven whether they agree
   */
  record SetConsent(Origin origin, PatronName name, Consent consent, boolean isGiven)
      implements PatronCommand {}

  /**
   * The patron will be away, or will not.
   *
   * @param origin where it comes from
   * @param name who
   * @param absence when, or null for not at all
   */
  record SetAbsence(Origin origin, PatronName name, @Nullable Absence absence)
      implements PatronCommand {}

  /**
   * Who is responsible for a patron who is not of age.
   *
   * @param origin where it comes from
   * @param name for whom
   * @param guardian the patron who is, or null for nobody
   */
  record SetGuardian(Origin origin, PatronName name, @Nullable UUID guardian)
      implements PatronCommand {}

  /**
   * Change what is not the person registry's to say. What is null stays; an empty text takes away.
   *
   * @param origin where it comes from
   * @param name whom
   * @param email the e-mail address
   * @param phone the telephone number
   * @param language the SIP2 language code
   * @param preferredPickup the code of the branch where they fetch holds
   * @param branch the code of their own branch
   * @param category the code of the patron category
   * @param expires the last day on which they can borrow
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
      @Nullable LocalDate expires)
      implements PatronCommand {}

  /**
   * Write a note about a patron.
   *
   * @param origin where it comes from; its actor is who wrote it
   * @param name about whom
   * @param kind for what
   * @param text what it says
   */
  record AddNote(Origin origin, PatronName name, NoteKind kind, String text)
      implements PatronCommand {}

  /**
   * Take a note away.
   *
   * @param origin where it comes from
   * @param name about whom it is
   */
  record RemoveNote(Origin origin, PatronName name, UUID note) implements PatronCommand {}
}
