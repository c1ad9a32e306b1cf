package org.samling.core.patron;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a patron beside their loans, holds and fees: for staff.
 *
 * @param kind what the patron is
 * @param homeAgency the number of the agency of the patron's own branch
 * @param preferredPickup the code of the branch where the patron fetches holds, or null for their
 *     own branch
 * @param guardian the patron who is their guardian, or null
 * @param isResident whether the patron lives in the municipality
 * @param address the postal address
 * @param absence when the patron is away, or null; it may be over
 * @param consents what the patron agrees to now, and since when
 * @param blocks why the patron is barred, by blocks that were put; the one for debt follows from
 *     the debt
 * @param admissionWithdrawn into whose libraries the patron may not go by themselves
 * @param identifiers by what the patron is named; a CPR number without its value
 * @param notes what staff wrote, the oldest first
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
    List<Block> blocks,
    List<AdmissionWithdrawal> admissionWithdrawn,
    List<Identifier> identifiers,
    List<Note> notes) {

  /** Copies the lists. */
  public PatronProfile {
    consents = Map.copyOf(consents);
    blocks = List.copyOf(blocks);
    admissionWithdrawn = List.copyOf(admissionWithdrawn);
    identifiers = List.copyOf(identifiers);
    notes = List.copyOf(notes);
  }

  /**
   * A block.
   *
   * @param code why
   * @param note what staff should know, or null
   * @param since when it was put
   * @param until the last day on which it bars, or null; it may be over
   * @param cardRetained whether a machine kept the card
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
   * @param kind for what it is written
   * @param text what it says
   * @param by who wrote it
   * @param at when
   */
  public record Note(UUID id, NoteKind kind, String text, String by, Instant at) {}
}
