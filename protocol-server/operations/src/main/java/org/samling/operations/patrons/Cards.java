package org.samling.operations.patrons;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.PatronProfile;
import org.samling.operations.Means;
import org.samling.operations.Texts;

/** What the operations on patrons' cards and other identifiers take and return. */
public final class Cards {

  private static final int VALUE = 100;
  private static final int REASON = 200;

  private Cards() {}

  /** A patron's identifiers. */
  public record Identifiers(List<Identifier> identifiers) {}

  /** An identifier. */
  public record Identifier(
      IdentifierKind kind,
      @Means("null for a CPR number, which is never shown") @Size(max = Texts.LONGEST) @Nullable String value,
      @Means("why it is blocked; null if it is not") @Size(max = Texts.LONGEST) @Nullable String blocked,
      @Means("the first day on which it is valid") @Nullable LocalDate from,
      @Means("the last day on which it is valid") @Nullable LocalDate until) {

    static Identifier of(PatronProfile.Identifier identifier) {
      return new Identifier(
          identifier.kind(),
          identifier.value(),
          identifier.blocked(),
          identifier.from(),
          identifier.until());
    }
  }

  /** A card that is to take the place of another. */
  public record Replacement(
      @Means("the number of the card that was lost") String patron,
      @Means("the number of the new card") @Size(max = VALUE) String card,
      @Means("why, for staff; default: lost") @Size(max = REASON) @Nullable String reason) {}

  /** An identifier that is to be added. */
  public record NewIdentifier(
      @Means("a card number, or another identifier") String patron,
      AddedKind kind,
      @Means("the new identifier, which nobody may have yet") @Size(max = VALUE) String identifier,
      @Means("the first day on which it is valid") @Nullable LocalDate from,
      @Means("the last day on which it is valid") @Nullable LocalDate until) {}

  /** The kinds of identifiers that can be added: a CPR number is given when somebody registers. */
  public enum AddedKind {
    /** A card. */
    CARD(IdentifierKind.CARD),
    /** A name in UNI-Login. */
    UNI_LOGIN(IdentifierKind.UNI_LOGIN),
    /** An e-mail address to log in with. */
    EMAIL(IdentifierKind.EMAIL);

    private final IdentifierKind kind;

    AddedKind(IdentifierKind kind) {
      this.kind = kind;
    }

    IdentifierKind kind() {
      return kind;
    }
  }

  /** An identifier that is to be blocked. */
  public record NewBlock(
      @Means("the card number or other identifier that is to be blocked") String patron,
      @Means("why, for staff") @Size(max = REASON) String reason) {}

  /** An identifier that is to be valid again. */
  public record WhichIdentifier(
      @Means("the card number or other identifier that is blocked") String patron) {}
}
