package org.samling.core.patron;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Sight;

/**
 * A patron's data beside loans, holds and fees, for staff.
 *
 * @param kind the kind of patron
 * @param homeAgency the number of the agency of the patron's own branch
 * @param preferredPickup the code of the preferred pickup branch, or null for their own branch
 * @param guardian the patron who is their guardian, or null
 * @param isResident whether the patron lives in the municipality
 * @param address the postal address
 * @param absence when the patron is away, or null; it may be past
 * @param consents the patron's current consents, and since when
 * @param restrictions what bars a patron
 * @param identifiers the patron's identifiers; a CPR number without its value
 * @param notes staff's notes, the oldest first
 */
public record PatronProfile(
    PatronKind kind,
    String homeAgency,
    @Nullable String preferredPickup,
    @Nullable UUID guardian,
    boolean isResident,
    PostalAddress address,
    @Nullable Absence absence,
    Map<Consent, Instant> consents,
    Restrictions restrictions,
    List<Identifier> identifiers,
    List<Note> notes) {
  /**
   * The record as somebody sees it who does not see everything: with the notes meant for everybody,
   * and admission to places in sight.
   */
  public PatronProfile seen(Sight sight) {
    return new PatronProfile(
        kind,
        homeAgency,
        preferredPickup,
        guardian,
        isResident,
        address,
        absence,
        consents,
        new Restrictions(
            restrictions.blocks(),
            restrictions.admissionWithdrawn().stream()
                .filter(withdrawal -> sight.sees(withdrawal.place()))
                .toList()),
        identifiers,
        notes.stream().filter(note -> note.kind() == NoteKind.ALERT).toList());
  }

  /**
   * What bars a patron.
   *
   * @param blocks the patron's stored blocks; the one for debt follows from the debt
   * @param admissionWithdrawn the places where admission is withdrawn
   */
  public record Restrictions(List<Block> blocks, List<AdmissionWithdrawal> admissionWithdrawn) {
    /** Copies what may change. */
    public Restrictions {
      blocks = List.copyOf(blocks);
      admissionWithdrawn = List.copyOf(admissionWithdrawn);
    }
  }

  /** Copies the lists. */
  public PatronProfile {
    consents = Map.copyOf(consents);
    identifiers = List.copyOf(identifiers);
    notes = List.copyOf(notes);
  }

  /**
   * A block.
   *
   * @param code the reason
   * @param note what staff should know, or null
   * @param since when it was added
   * @param until its last day, or null; it may be past
   * @param cardRetained whether a machine retained the card
   */
  public record Block(
      BlockCode code,
      @Nullable String note,
      Instant since,
      @Nullable LocalDate until,
      boolean cardRetained) {}

  /**
   * An identifier.
   *
   * @param kind what it is
   * @param value what people read or type; null for a CPR number
   * @param blocked why it is blocked, or null where it is not
   * @param from the first day on which it identifies, or null
   * @param until the last day, or null
   */
  public record Identifier(
      IdentifierKind kind,
      @Nullable String value,
      @Nullable String blocked,
      @Nullable LocalDate from,
      @Nullable LocalDate until) {}

  /**
   * A note.
   *
   * @param id the note
   * @param kind its purpose
   * @param text its text
   * @param by who wrote it
   * @param at when
   */
  public record Note(UUID id, NoteKind kind, String text, String by, Instant at) {}

  public List<Block> blocks() {
    return restrictions.blocks;
  }

  public List<AdmissionWithdrawal> admissionWithdrawn() {
    return restrictions.admissionWithdrawn;
  }
}
