package org.samling.core.circulation.effect;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.PatronDetails;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.policy.Unit;

/** A change to a patron's record. */
public sealed interface PatronEffect extends Effect {

  /** The patron. */
  UUID patronId();

  /**
   * A patron's details change.
   *
   * @param what what changes, in words
   * @param patron the patron as they are now
   * @param details the patron's details as they are now
   */
  record PatronChanged(
      UUID patronId, List<String> what, PatronFacts patron, PatronDetails details, Instant at)
      implements PatronEffect {

    /** Copies the words. */
    public PatronChanged {
      what = List.copyOf(what);
    }
  }

  /**
   * A patron is blocked.
   *
   * @param code why
   * @param note what staff should know, or null
   * @param until the last day of the block, or null
   * @param cardRetained whether a machine kept the card
   */
  record PatronBlocked(
      UUID patronId,
      BlockCode code,
      @Nullable String note,
      @Nullable LocalDate until,
      boolean cardRetained,
      Instant at)
      implements PatronEffect {

    /** A block without an end. */
    public PatronBlocked(
        UUID patronId, BlockCode code, @Nullable String note, boolean cardRetained, Instant at) {
      this(patronId, code, note, null, cardRetained, at);
    }
  }

  /**
   * A block is removed.
   *
   * @param code the code of the block
   */
  record PatronUnblocked(UUID patronId, BlockCode code, Instant at) implements PatronEffect {}

  /**
   * A patron may no longer enter the libraries of a place on their own.
   *
   * @param place the tenant, an agency or a branch
   * @param note why, for staff
   * @param until the last day on which it applies, or null
   */
  record AdmissionWithdrawn(
      UUID patronId, Unit place, String note, @Nullable LocalDate until, Instant at)
      implements PatronEffect {}

  /**
   * A patron may enter again.
   *
   * @param place the place for which it was withdrawn
   */
  record AdmissionRestored(UUID patronId, Unit place, Instant at) implements PatronEffect {}

  /**
   * An identifier is blocked or unblocked.
   *
   * @param patronId the patron
   * @param kind what it is
   * @param key the key under which it is stored
   * @param blocked why it is blocked, or null where it is not
   */
  record IdentifierChanged(
      UUID patronId, IdentifierKind kind, String key, @Nullable String blocked, Instant at)
      implements PatronEffect {}

  /** A patron has one more identifier. */
  record IdentifierAdded(UUID patronId, NewIdentifier identifier, Instant at)
      implements PatronEffect {}

  /**
   * All of a patron's identifiers are blocked.
   *
   * @param patronId the patron
   * @param blocked why
   */
  record IdentifiersBlocked(UUID patronId, String blocked, Instant at) implements PatronEffect {}

  /** A patron is no longer anybody's guardian. */
  record WardsReleased(UUID patronId, Instant at) implements PatronEffect {}

  /**
   * A consent is given or withdrawn.
   *
   * @param isGiven whether it is given now
   */
  record ConsentChanged(UUID patronId, Consent consent, boolean isGiven, Instant at)
      implements PatronEffect {}

  /** A patron's loan history is erased. */
  record LoanHistoryErased(UUID patronId, Instant at) implements PatronEffect {}

  /**
   * A note is added.
   *
   * @param patronId the patron it is about
   * @param kind the kind of note
   * @param text what it says
   * @param by who wrote it
   */
  record NoteAdded(UUID patronId, UUID noteId, NoteKind kind, String text, String by, Instant at)
      implements PatronEffect {}

  /**
   * A note is removed.
   *
   * @param patronId the patron it was about
   */
  record NoteRemoved(UUID patronId, UUID noteId, Instant at) implements PatronEffect {}
}
