package org.samling.core.patron;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Unit;

/**
 * Properties of a patron that most don't have, or that differ from the usual.
 *
 * @param kind what the patron is
 * @param identifiers further identifiers, which no other patron may have
 * @param cpr the number in the person registry, or null
 * @param preferredPickup the code of the preferred pickup branch, or null
 * @param guardian the card of the patron who is their guardian, or null
 * @param isResident whether the patron lives in the municipality; null to leave it unchanged (true
 *     for a new patron)
 * @param isAddressProtected whether name and address are protected
 * @param consents the patron's consents; one that was withdrawn since stays withdrawn
 * @param absence when the patron is away, or null
 * @param admissionWithdrawn the places where admission is withdrawn; other places stay as they are
 * @param notes notes for staff; existing ones are not added again
 */
public record Particulars(
    PatronKind kind,
    List<NewIdentifier> identifiers,
    @Nullable Cpr cpr,
    @Nullable String preferredPickup,
    @Nullable String guardian,
    @Nullable Boolean isResident,
    boolean isAddressProtected,
    Set<Consent> consents,
    @Nullable Absence absence,
    List<NewAdmissionWithdrawal> admissionWithdrawn,
    List<NewNote> notes) {

  /** A person of the municipality without any of these. */
  public static final Particulars NONE = of(PatronKind.PERSON, List.of(), null);

  private Particulars(
      PatronKind kind,
      @Nullable Cpr cpr,
      List<NewIdentifier> identifiers,
      @Nullable String guardian) {
    this(kind, identifiers, cpr, null, guardian, null, false, Set.of(), null, List.of(), List.of());
  }

  /** Identifiers and a number in the person registry, or null, and nothing else. */
  public static Particulars of(
      PatronKind kind, List<NewIdentifier> identifiers, @Nullable Cpr cpr) {
    return new Particulars(kind, cpr, identifiers, null);
  }

  /** Copies the lists. */
  public Particulars {
    identifiers = List.copyOf(identifiers);
    consents = Set.copyOf(consents);
    admissionWithdrawn = List.copyOf(admissionWithdrawn);
    notes = List.copyOf(notes);
  }

  /**
   * An identifier to be stored. The card by which the patron is matched can be listed again, to set
   * its block and validity.
   *
   * @param kind its kind; a CPR number is given separately
   * @param value what people read or type
   * @param blocked why it is blocked, or null where it is not
   * @param from the first day on which it identifies, or null
   * @param until the last day, or null
   */
  public record NewIdentifier(
      IdentifierKind kind,
      String value,
      @Nullable String blocked,
      @Nullable LocalDate from,
      @Nullable LocalDate until) {

    /** An identifier that is valid for ever. */
    public NewIdentifier(IdentifierKind kind, String value, @Nullable String blocked) {
      this(kind, value, blocked, null);
    }

    private NewIdentifier(
        IdentifierKind kind, String value, @Nullable String blocked, @Nullable LocalDate from) {
      this(kind, value, blocked, from, null);
    }

    /** Checks the kind. */
    public NewIdentifier {
      if (kind == IdentifierKind.CPR) {
        throw new IllegalArgumentException("give a CPR number separately, as it is never stored");
      }
    }
  }

  /**
   * A withdrawal of admission to be stored.
   *
   * @param place the tenant, an agency or a branch
   * @param reason why, for staff
   * @param until its last day, or null
   */
  public record NewAdmissionWithdrawal(Unit place, String reason, @Nullable LocalDate until) {}

  /**
   * A note to be stored.
   *
   * @param kind its purpose
   * @param text its text
   */
  public record NewNote(NoteKind kind, String text) {}
}
