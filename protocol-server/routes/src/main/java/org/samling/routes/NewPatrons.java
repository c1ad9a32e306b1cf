package org.samling.routes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Actor;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.PatronRegister.UnfitPatronException;
import org.samling.core.patron.PinRules;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Sight;

/**
 * Registers people whom partners and programs send as patrons, where the library has set a category
 * for them. The same person sent again is the same patron. Safe for use by many threads.
 */
public final class NewPatrons {

  private static final Result OTHER_PERSON =
      new Result.Refused(Reason.OTHER_PERSON, "Somebody else is a patron by this identifier.");

  private final Inquiries inquiries;
  private final PatronRegister register;

  /** Creates an instance. */
  public NewPatrons(Inquiries inquiries, PatronRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  /**
   * A person to be registered as a patron.
   *
   * @param identifier the card, or a CPR number, for which a card number is generated
   * @param name "Surname, Forename"
   * @param pin the PIN, or null
   * @param birthDate the date of birth, or null
   * @param email the e-mail address, or null
   * @param phone the telephone number, or null
   * @param address the postal address, or null
   */
  public record Person(
      String identifier,
      String name,
      @Nullable Secret pin,
      @Nullable LocalDate birthDate,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String address) {

    PinRules.Owner owner() {
      return new PinRules.Owner(birthDate, List.of(identifier));
    }

    @Override
    public String toString() {
      return "a person";
    }
  }

  /** The result of a registration. */
  public sealed interface Result {

    /**
     * The person is a patron.
     *
     * @param card one of their identifiers, which may be shown
     * @param isNew whether they were registered just now
     */
    record Known(String card, boolean isNew) implements Result {}

    /**
     * The person is not a patron.
     *
     * @param detail the reason in words
     */
    record Refused(Reason reason, String detail) implements Result {}
  }

  /** Why a person was not registered. */
  public enum Reason {
    /** The identifier belongs to a patron with another name. */
    OTHER_PERSON,
    /** The card is blocked, or not valid today. */
    CARD_BARRED,
    /** The library has set no category for new patrons. */
    NO_CATEGORY,
    /** A detail of the person can't be stored. */
    UNFIT
  }

  /**
   * Registers a person as a patron of the branch of the account that asks.
   *
   * @param account the account that asks
   * @param at the time, by which settings apply
   */
  public Result register(Account account, Instant at, Person person) {
    var tenant = account.tenant().id();
    // Outside the account's bounds, too: the record of a patron who is not seen must not be
    // overwritten.
    var known = Bounds.NONE.keep(() -> inquiries.patron(tenant, person.identifier(), Set.of()));
    if (known.isPresent()) {
      var patron = known.get().patron();
      var isSeen = Sight.of(inquiries.policy(tenant), account.bounds()).sees(patron.branch());
      return isSeen && patron.name().equals(person.name())
          ? new Result.Known(patron.identifier(), false)
          : OTHER_PERSON;
    }
    // Whoever types the number of a blocked card must not overwrite its patron.
    if (Bounds.NONE.keep(() -> inquiries.whyNobody(tenant, person.identifier()))
        != RefusalReason.PATRON_UNKNOWN) {
      return new Result.Refused(
          Reason.CARD_BARRED, "The card of this identifier is blocked, or not valid today.");
    }
    var checks = new NewPatronChecks(inquiries.policy(tenant), at);
    var category = checks.category(null, account.branch());
    if (category.isEmpty()) {
      return new Result.Refused(
          Reason.NO_CATEGORY,
          "The library has set no category for new patrons (setting %s)."
              .formatted(Setting.PATRON_CATEGORY_NEW.name()));
    }
    return checks
        .faultOfPin(person.pin(), person.owner())
        .or(() ->
            NewPatronChecks.faultOfIdentifier(person.identifier())
                .map("An identifier %s."::formatted))
        .<Result>map(fault -> new Result.Refused(Reason.UNFIT, fault))
        .orElseGet(() -> enrol(account, category.get(), person));
  }

  private Result enrol(Account account, String category, Person person) {
    var cpr = Cpr.parse(person.identifier());
    var card = cpr.isPresent() ? newCard() : person.identifier();
    try {
      register.register(
          account.tenant().id(),
          new NewPatron(
              card,
              person.name(),
              new Membership(category, account.branch(), "000"),
              person.pin(),
              new Contact(person.email(), person.phone(), person.address()),
              person.birthDate(),
              List.of(),
              Particulars.of(PatronKind.PERSON, List.of(), cpr.orElse(null))),
          new Actor(account.username(), account.branch()));
      return new Result.Known(card, true);
    } catch (UnfitPatronException _) {
      return OTHER_PERSON; // they have no guardian: an identifier is somebody's
    }
  }

  /** A card number for a person who is known only by the number in the person registry. */
  private static String newCard() {
    return "N" + HexFormat.of().toHexDigits(UUID.randomUUID().getMostSignificantBits());
  }
}
