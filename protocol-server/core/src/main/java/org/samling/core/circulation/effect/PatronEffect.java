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
import org.samling.core.policy.Unit;

/** What is kept of a patron changes. */
public sealed interface PatronEffect extends Effect {

  /** The patron. */
  UUID patronId();

  /**
   * A patron's own particulars change.
   *
   * @param patronId the patron
   * @param what what changes, as words
   * @param patron the patron as they are now
   * @param details the patron's details as they are now
   * @param at when
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
   * A patron is barred.
   *
   * @param patronId the patron
   * @param code why
   * @param note what staff should know, or null
   * @param until the last day on which it bars, or null
   * @param cardRetained whether a machine kept the card
   * @param at when
   */
  record PatronBlocked(
      UUID patronId,
      BlockCode code,
      @Nullable String note,
      @Nullable LocalDate until,
      boolean cardRetained,
      Instant at)
      implements PatronEffect {}

  /**
   * A block is taken away.
   *
   * @param patronId the patron
   * @param code which
   * @param at when
   */
  record PatronUnblocked(UUID patronId, BlockCode code, Instant at) implements PatronEffect {}

  /**
   * A patron may no longer go into the libraries of a place by themselves.
   *
   * @param patronId the patron
   * @param place the tenant, an agency or a branch
   * @param note why, for staff
   * @param until the last day on which it holds, or null
   * @param at when
   */
  record AdmissionWithdrawn(
      UUID patronId, Unit place, String note, @Nullable LocalDate until, Instant at)
      implements PatronEffect {}

  /**
   * A patron may go in again.
   *
   * @param patronId the patron
   * @param place of what place it was said that they may not
   * @param at when
   */
  record AdmissionRestored(UUID patronId, Unit place, Instant at) implements PatronEffect {}

  /**
   * An identifier no longer identifies, or does again.
   *
   * @param patronId whose
   * @param kind what it is
   * @param key by what it is kept
   * @param blocked why it no longer identifies, or null where it does
   * @param at when
   */
  record IdentifierChanged(
      UUID patronId, IdentifierKind kind, String key, @Nullable String blocked, Instant at)
      implements PatronEffect {}

  /**
   * None of a patron's identifiers identifies any more.
   *
   * @param patronId whose
   * @param blocked why
   * @param at when
   */
  record IdentifiersBlocked(UUID patronId, String blocked, Instant at) implements PatronEffect {}

  /**
   * A patron is nobody's guardian any more.
   *
   * @param patronId the patron
   * @param at when
   */
  record WardsReleased(UUID patronId, Instant at) implements PatronEffect {}

  /**
   * A consent is given or taken back.
   *
   * @param patronId by whom
   * @param consent to what
   * @param isGiven whether it holds now
   * @param at when
   */
  record ConsentChanged(UUID patronId, Consent consent, boolean isGiven, Instant at)
      implements PatronEffect {}

  /**
   * It can no longer be told what a patron had on loan before.
   *
   * @param patronId the patron
   * @param at when
   */
  record LoanHistoryErased(UUID patronId, Instant at) implements PatronEffect {}

  /**
   * Staff write a note.
   *
   * @param patronId about whom
   * @param noteId the note
   * @param kind for what it is written
   * @param text what it says
   * @param by who wrote it
   * @param at when
   */
  record NoteAdded(UUID patronId, UUID noteId, NoteKind kind, String text, String by, Instant at)
      implements PatronEffect {}

  /**
   * Staff take a note away.
   *
   * @param patronId about whom it was
   * @param noteId the note
   * @param at when
   */
  record NoteRemoved(UUID patronId, UUID noteId, Instant at) implements PatronEffect {}
}
