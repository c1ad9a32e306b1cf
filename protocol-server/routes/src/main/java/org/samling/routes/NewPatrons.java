package org.samling.routes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.PatronRegister.UnfitPatronException;
import org.samling.core.policy.Setting;

/**
 * Makes patrons of people whom partners and programs send, where the library has said in which
 * category. The same person again is the same patron. Safe for use by many threads.
 */
public final class NewPatrons {

  private final Inquiries inquiries;
  private final PatronRegister register;

  /**
   * Makes it.
   *
   * @param inquiries knows who is a patron already
   * @param register keeps patrons
   */
  public NewPatrons(Inquiries inquiries, PatronRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  /**
   * Somebody who is to be a patron.
   *
   * @param identifier the card, or a CPR number, for which a card is made up
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

    @Override
    public String toString() {
      return "a person";
    }
  }

  /** What came of it. */
  public sealed interface Result {

    /**
     * The person is a patron.
     *
     * @param card an identifier of theirs that may be shown
     * @param isNew whether they were none before
     */
    record Known(String card, boolean isNew) implements Result {}

    /**
     * The person is none.
     *
     * @param reason why
     * @param detail the same in words
     */
    record Refused(Reason reason, String detail) implements Result {}
  }

  /** Why somebody is made no patron. */
  public enum Reason {
    /** Somebody of another name has the identifier. */
    OTHER_PERSON,
    /** The card is blocked, or not valid today. */
    CARD_BARRED,
    /** The library has not said in which category. */
    NO_CATEGORY,
    /** Something of the person does not fit. */
    UNFIT
  }

  /**
   * Makes somebody a patron of the branch of who asks.
   *
   * @param account who asks
   * @param at when
   * @param person who is to be a patron
   */
  public Result put(Account account, Instant at, Person person) {
    var tenant = account.tenant().id();
    var there = inquiries.patron(tenant, person.identifier());
    if (there.isPresent()) {
      var patron = there.get().patron();
      return patron.name().equals(person.name())
          ? new Result.Known(patron.identifier(), false)
          : new Result.Refused(
              Reason.OTHER_PERSON, "Somebody else is a patron by this identifier.");
    }
    // Who has a card that is blocked must not be overwritten by who types its number.
    if (inquiries.whyNobody(tenant, person.identifier()) != RefusalReason.PATRON_UNKNOWN) {
      return new Result.Refused(
          Reason.CARD_BARRED, "The card of this identifier is blocked, or not valid today.");
    }
    var policy = inquiries.policy(tenant);
    var category =
        policy.setting(Setting.PATRON_CATEGORY_NEW, account.branch(), policy.day(at)).value();
    if (!policy.patronCategories().containsKey(category)) {
      return new Result.Refused(
          Reason.NO_CATEGORY,
          "The library has not said (setting %s) in which category patrons are made."
              .formatted(Setting.PATRON_CATEGORY_NEW.name()));
    }
    return made(account, category, person);
  }

  private Result made(Account account, String category, Person person) {
    var cpr = Cpr.parse(person.identifier());
    var card = cpr.isPresent() ? newCard() : person.identifier();
    try {
      register.putPatrons(
          account.tenant().id(),
          List.of(
              new NewPatron(
                  card,
                  person.name(),
                  category,
                  account.branch(),
                  person.pin(),
                  "000",
                  person.birthDate(),
                  null,
                  person.email(),
                  person.phone(),
                  person.address(),
                  List.of(),
                  new Particulars(
                      PatronKind.PERSON,
                      List.of(),
                      cpr.orElse(null),
                      null,
                      null,
                      null,
                      false,
                      Particulars.NONE.consents(),
                      null,
                      List.of(),
                      List.of()))));
      return new Result.Known(card, true);
    } catch (UnfitPatronException e) {
      return new Result.Refused(
          Reason.UNFIT, "The library can't take this person: " + e.particular() + " does not fit.");
    }
  }

  /** A card for somebody who is named by the number in the person registry alone. */
  private static String newCard() {
    return "N" + HexFormat.of().toHexDigits(UUID.randomUUID().getMostSignificantBits());
  }
}
