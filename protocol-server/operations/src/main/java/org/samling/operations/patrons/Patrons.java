package org.samling.operations.patrons;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.patron.BlockCode;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Texts;
import org.samling.operations.Why;

/** What the operations on patrons take and return. */
public final class Patrons {

  private static final int NAME = 200;
  private static final int NOTE = 255;

  private Patrons() {}

  /** Which patron. */
  public record WhichPatron(@Means("a card number, or another identifier") String patron) {}

  /** Any identifier of a patron. */
  public record LookedUp(
      @Means("a card number, a CPR number, or another identifier") @Size(max = NAME) String identifier) {

    /** Names nobody: the identifier may be a CPR number. */
    @Override
    public String toString() {
      return "a person";
    }
  }

  /** What stands for a patron in paths. */
  public record Handle(
      @Means(
              "a card number, or where there is none that may stand in a path, a handle that does not change")
          @Size(max = Texts.LONGEST) String patron) {}

  /** Which patrons are listed. */
  public record Search(
      @Means("the beginnings of words of a name, 2 to 100 characters") @Nullable String name) {}

  /**
   * A page of patrons.
   *
   * @param patrons the patrons, by name
   * @param next what the next page comes after
   */
  public record Found(List<ListEntry> patrons, @Means(Paging.NEXT) @Nullable String next) {}

  /** A patron in a list. */
  public record ListEntry(
      @Means("a card number; null if there is none") @Size(max = Texts.LONGEST) @Nullable String patron,
      @Size(max = Texts.LONGEST) String name,
      @Means("the code of the patron category") @Size(max = Texts.LONGEST) String category,
      @Means("the code of the patron's own branch") @Size(max = Texts.LONGEST) String branch,
      @Nullable LocalDate birthDate) {

    static ListEntry of(DeskLists.Known known) {
      return new ListEntry(
          known.card().isEmpty() ? null : known.card(),
          known.name(),
          known.category(),
          known.branch(),
          known.birthDate());
    }
  }

  /** A person who is to be a patron. */
  public record NewPatron(
      @Means("a card number, or a CPR number, for which a card number is generated")
          @Size(max = NAME) String identifier,
      @Means("Surname, Forename") @Size(max = NAME) String name,
      @Nullable Secret pin,
      @Nullable LocalDate birthDate,
      @Size(max = NAME) @Nullable String email,
      @Size(max = NAME) @Nullable String phone,
      @Means("street, postal code and town, with commas between") @Size(max = NAME) @Nullable String address) {

    /** Names nobody: the identifier may be a CPR number. */
    @Override
    public String toString() {
      return "a person";
    }
  }

  /** The patron that a person is now. */
  public record Created(
      @Means("a card number") @Size(max = Texts.LONGEST) String patron,
      @JsonProperty("new") @Means("whether the patron was created by this request")
          boolean added) {}

  /** A PIN that is to be checked. */
  public record PinEntry(
      @Means("a card number, or another identifier") String patron, Secret pin) {}

  /** What came of checking a PIN. */
  public record PinChecked(PinResult result) {}

  /** Whether a PIN is right. */
  public enum PinResult {
    /** The PIN is right. */
    VERIFIED,
    /** The PIN is wrong, the patron is locked or has none, or there is no such patron. */
    WRONG
  }

  /** A block that is to be set. */
  public record NewBlock(
      @Means("a card number, or another identifier") String patron,
      SettableBlock code,
      @Means("for staff") @Size(max = NOTE) @Nullable String note,
      @Means("the last day") @Nullable LocalDate until,
      @Means("whether a machine kept the card") @Nullable Boolean cardRetained) {}

  /** Which block. */
  public record WhichBlock(
      @Means("a card number, or another identifier") String patron, String code) {}

  /** The blocks that can be set: all but those that follow from other facts. */
  public enum SettableBlock {
    /** The card is stolen. */
    STOLEN_CARD(BlockCode.STOLEN_CARD),
    /** Excluded. */
    EXCLUDED(BlockCode.EXCLUDED),
    /** Excluded for longer. */
    EXTENDED_EXCLUSION(BlockCode.EXTENDED_EXCLUSION),
    /** Blocked by a kiosk. */
    BLOCKED_BY_KIOSK(BlockCode.BLOCKED_BY_KIOSK),
    /** Registered online and not yet verified by staff. */
    SELF_REGISTERED(BlockCode.SELF_REGISTERED),
    /** Deceased. */
    DECEASED(BlockCode.DECEASED);

    private final BlockCode code;

    SettableBlock(BlockCode code) {
      this.code = code;
    }

    BlockCode code() {
      return code;
    }
  }

  /** What a change came to. */
  public record Changed(
      @Means("what was changed; empty if nothing had to be")
          List<@Size(max = Texts.LONGEST) String> changed) {}

  /** A patron. */
  public record Patron(
      @JsonUnwrapped Identity identity,
      @JsonUnwrapped Contact contact,
      @Nullable LocalDate birthDate,
      @Means("the last day on which the patron can borrow") @Nullable LocalDate expires,
      @JsonUnwrapped Standing standing,
      @JsonUnwrapped Load load,
      @JsonUnwrapped Debt debt) {

    static Patron of(PatronAccount account, Tenant tenant) {
      var patron = account.patron();
      return new Patron(
          Identity.of(patron),
          new Contact(
              account.contact().email(), account.contact().phone(), account.contact().address()),
          patron.birthDate(),
          patron.expires(),
          Standing.of(account),
          Load.of(account),
          Debt.of(account, tenant));
    }
  }

  /** Who a patron is. */
  public record Identity(
      @Means("an identifier that may be shown") @Size(max = Texts.LONGEST) String patron,
      @Size(max = Texts.LONGEST) String name,
      @Means("the code of the patron category") @Size(max = Texts.LONGEST) String category,
      @Means("the code of the patron's own branch") @Size(max = Texts.LONGEST) String branch,
      @Means("as SIP2 codes it") @Size(max = Texts.LONGEST) @Nullable String language) {

    static Identity of(PatronFacts patron) {
      return new Identity(
          patron.identifier(),
          patron.name(),
          patron.category(),
          patron.branch(),
          patron.language());
    }
  }

  /** How to reach a patron. */
  public record Contact(
      @Size(max = Texts.LONGEST) @Nullable String email,
      @Size(max = Texts.LONGEST) @Nullable String phone,
      @Means("null if it is unknown or protected") @Size(max = Texts.LONGEST) @Nullable String address) {}

  /** Whether a patron may borrow. */
  public record Standing(
      List<BlockCode> blocks,
      boolean mayBorrow,
      @Means("the rules that prevent borrowing") List<Why> broken) {

    static Standing of(PatronAccount account) {
      return new Standing(
          account.blocks(),
          account.broken().isEmpty(),
          account.broken().stream().map(check -> Why.of(check.why())).toList());
    }
  }

  /** How much a patron has, and may have. */
  public record Load(
      @Min(0) @Nullable Integer loans,
      @Min(0) @Nullable Integer maxLoans,
      @Means("how many loans are overdue") @Min(0) @Nullable Integer overdue,
      @Min(0) @Nullable Integer holds,
      @Min(0) @Nullable Integer maxHolds) {

    static Load of(PatronAccount account) {
      var patron = account.patron();
      return new Load(
          patron.loans(), account.maxLoans(), patron.overdue(), patron.holds(), account.maxHolds());
    }
  }

  /** What a patron owes, and may owe. */
  public record Debt(
      @Means("negative for credit") Amount owed,
      @Means("nothing is lent to a patron who owes more") Amount maxDebt,
      @Means("the code of the currency (ISO 4217)") @Size(max = Texts.LONGEST) String currency) {

    static Debt of(PatronAccount account, Tenant tenant) {
      return new Debt(
          Amount.of(account.patron().debt(), tenant),
          Amount.of(account.maxDebt(), tenant),
          tenant.currency().getCurrencyCode());
    }
  }
}
