package org.samling.core.patron;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.Unit;

/**
 * What not every patron has, or what differs from most.
 *
 * @param kind what the patron is
 * @param identifiers further identifiers; their owner is the patron alone
 * @param cpr the number in the person registry, or null
 * @param preferredPickup the code of the branch where the patron fetches holds, or null
 * @param guardian the card of the patron who is their guardian, or null
 * @param isResident whether the patron lives in the municipality; null for what is known, which of
 *     a new patron is that they do
 * @param isAddressProtected whether name and address are protected
 * @param consents what the patron agrees to; one that was taken back since stays so
 * @param absence when the patron is away, or null
 * @param admissionWithdrawn into whose libraries the patron may not go by themselves; what was said
 *     of other places since stays
 * @param notes what staff should know; those that are there already are not added again
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

  /** A person of the municipality, and nothing more. */
  public static final Particulars NONE =
      new Particulars(
          PatronKind.PERSON,
          List.of(),
          null,
          null,
          null,
          null,
          false,
          Set.of(),
          null,
          List.of(),
          List.of());

  /** Copies the lists. */
  public Particulars {
    identifiers = List.copyOf(identifiers);
    consents = Set.copyOf(consents);
    admissionWithdrawn = List.copyOf(admissionWithdrawn);
    notes = List.copyOf(notes);
  }

  /**
   * An identifier to be put. The card by which the patron is matched can be named again, to say
   * more of it.
   *
   * @param kind what it is; a CPR number is given apart
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

    /** Checks the kind. */
    public NewIdentifier {
      if (kind == IdentifierKind.CPR) {
        throw new IllegalArgumentException("a CPR number is given apart, as it is never stored");
      }
    }
  }

  /**
   * A withdrawn admission to be put.
   *
   * @param place the tenant, an agency or a branch
   * @param reason why, for staff
   * @param until the last day on which it holds, or null
   */
  public record NewAdmissionWithdrawal(Unit place, String reason, @Nullable LocalDate until) {}

  /**
   * A note to be put.
   *
   * @param kind for what it is written
   * @param text what it says
   */
  public record NewNote(NoteKind kind, String text) {}
}
