package org.samling.routes.sip2;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.reason.Check;
import org.samling.core.patron.PatronAuthentication.PinCheck;
import org.samling.routes.sip2.Sip2Dialect.PatronLists;
import org.samling.sip2.PatronStatusFlags;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Code.Language;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.samling.sip2.Sip2Response.PatronInformationResponse.Counts;
import org.samling.sip2.Sip2Response.PatronInformationResponse.Items;
import org.samling.sip2.Sip2Response.PatronInformationResponse.Limits;
import org.samling.sip2.Sip2Response.PatronInformationResponse.Particulars;
import org.samling.sip2.Sip2Secret;
import org.samling.sip2.Sip2Summary.Item;

/**
 * Patron status and patron information. With a wrong PIN the machine learns that the card is known,
 * but nothing about its owner.
 */
final class Sip2Patrons {

  private static final String UNKNOWN_LANGUAGE = "000";

  /** What follows a last day in a date of eighteen characters. */
  private static final String END_OF_DAY = "    235959";

  private final Inquiries inquiries;
  private final Sip2Pins pins;
  private final Sip2Admission admission;

  Sip2Patrons(Inquiries inquiries, Sip2Pins pins) {
    this.inquiries = inquiries;
    this.pins = pins;
    this.admission = new Sip2Admission(inquiries);
  }

  /** What was found about the patron in a message. */
  record Found(
      @Nullable Sip2Flag valid,
      @Nullable PatronAccount account,
      @Nullable PinCheck pin,
      List<String> texts) {

    /** Nothing, because the store was unavailable. */
    static Found nothing(String text) {
      return new Found(null, null, null, List.of(text));
    }

    /** Whether the machine may learn who the patron is. */
    boolean mayBeDisclosed() {
      return account != null && (pin == null || pin == PinCheck.VERIFIED);
    }

    /** The account if the machine may see it, or null. */
    @Nullable PatronAccount disclosedAccount() {
      return mayBeDisclosed() ? account : null;
    }

    @Nullable Sip2Flag validPassword() {
      return pin == null ? null : Sip2Flag.of(account != null && pin == PinCheck.VERIFIED);
    }

    PatronStatusFlags flags() {
      return account != null && mayBeDisclosed()
          ? Sip2PatronStatus.of(account)
          : Sip2Refusals.ALL_DENIED;
    }
  }

  Found find(
      Sip2Exchange<?> exchange,
      Sip2PatronId patron,
      @Nullable Sip2Secret password,
      Sip2Code<Language> language) {
    var pin = pins.check(exchange, patron, password);
    var tenant = exchange.session().loggedInAccount().tenant().id();
    var account = inquiries.patron(tenant, patron.value());
    var isOwner = pin == null || pin == PinCheck.VERIFIED;
    var messages = Sip2Texts.messages(exchange, language, isOwner ? account.orElse(null) : null);
    if (account.isEmpty()) {
      var reason = inquiries.whyNobody(tenant, patron.value());
      return new Found(Sip2Flag.NO, null, pin, List.of(messages.refusal(reason)));
    }
    var wrongPin = Sip2Pins.refusal(pin, messages);
    if (wrongPin != null) {
      return new Found(Sip2Flag.YES, account.get(), pin, List.of(wrongPin));
    }
    var texts = account.get().broken().stream().map(Check::reason).map(messages::refusal).toList();
    return new Found(Sip2Flag.YES, account.get(), pin, texts);
  }

  /** 23. */
  Sip2Response status(Sip2Exchange<Sip2Request.PatronStatusRequest> exchange) {
    var message = exchange.message();
    var found =
        find(exchange, message.patronIdentifier(), message.patronPassword(), message.language());
    var door = exchange.kiosk().profile().admission();
    if (door != null) {
      return admission.status(exchange, door, found);
    }
    return statusResponse(
        exchange, message.patronIdentifier(), message.language(), exchange.received(), found);
  }

  /** 24, the answer to 23 and to 01. */
  static Sip2Response statusResponse(
      Sip2Exchange<?> exchange,
      Sip2PatronId patron,
      Sip2Code<Language> language,
      Instant at,
      Found found) {
    var machine = exchange.session().loggedInAccount();
    var currency = machine.tenant().currency();
    var account = found.disclosedAccount();
    return new Sip2Response.PatronStatusResponse(
        found.flags(),
        language(exchange, account, language),
        Sip2Texts.date(at, machine.tenant().zone()),
        machine.institution(),
        exchange.dialect().patron(patron, found.account() != null),
        account == null ? "" : account.patron().name(),
        found.valid(),
        found.validPassword(),
        account == null ? null : currency.getCurrencyCode(),
        account == null ? null : Sip2Texts.amount(account.patron().owed(), currency),
        found.texts(),
        List.of());
  }

  /** 63. */
  Sip2Response information(Sip2Exchange<Sip2Request.PatronInformation> exchange) {
    var message = exchange.message();
    var found =
        find(exchange, message.patronIdentifier(), message.patronPassword(), message.language());
    var door = exchange.kiosk().profile().admission();
    if (door != null) {
      return admission.information(exchange, door, found);
    }
    var machine = exchange.session().loggedInAccount();
    var currency = machine.tenant().currency();
    var date = Sip2Texts.date(exchange.received(), machine.tenant().zone());
    var account = found.disclosedAccount();
    var patronShown =
        exchange.dialect().patron(message.patronIdentifier(), found.account() != null);
    if (account == null) {
      return new Sip2Response.PatronInformationResponse(
          found.flags(),
          message.language(),
          date,
          Sip2Refusals.NO_COUNTS,
          machine.institution(),
          patronShown,
          "",
          Limits.NONE,
          found.valid(),
          found.validPassword(),
          null,
          null,
          null,
          Items.NONE,
          null,
          null,
          null,
          Particulars.NONE,
          List.of(),
          found.texts(),
          List.of());
    }
    var patron = account.patron();
    var ready = holds(account, true);
    var listed = exchange.dialect().patronLists(exchange, account);
    return new Sip2Response.PatronInformationResponse(
        found.flags(),
        language(exchange, account, message.language()),
        date,
        new Counts(
            Sip2Number.of(ready.size()),
            Sip2Number.of(patron.overdue()),
            Sip2Number.of(patron.loans()),
            Sip2Number.of(account.fees().size()),
            Sip2Number.of((int) recalled(account).count()),
            Sip2Number.of(patron.holds() - ready.size())),
        machine.institution(),
        patronShown,
        patron.name(),
        new Limits(
            Sip2Number.of(account.maxHolds()),
            account.maxOverdue() == null ? null : Sip2Number.of(account.maxOverdue()),
            Sip2Number.of(account.maxLoans())),
        found.valid(),
        found.validPassword(),
        currency.getCurrencyCode(),
        Sip2Texts.amount(patron.owed(), currency),
        Sip2Texts.amount(account.maxDebt(), currency),
        items(account, message, listed),
        listed.address(),
        account.email(),
        account.phone(),
        particulars(account),
        List.of(),
        found.texts(),
        List.of());
  }

  /** 35. */
  Sip2Response endSession(Sip2Exchange<Sip2Request.EndPatronSession> exchange) {
    var machine = exchange.session().loggedInAccount();
    exchange.session().endPatron(exchange.message().patronIdentifier().value());
    return new Sip2Response.EndSessionResponse(
        Sip2Flag.YES,
        Sip2Texts.date(exchange.received(), machine.tenant().zone()),
        machine.institution(),
        exchange.message().patronIdentifier(),
        List.of(),
        List.of());
  }

  /** Extensions to the standard that several library systems share. */
  private static Particulars particulars(PatronAccount account) {
    var patron = account.patron();
    var expires = patron.expires();
    var born = patron.birthDate();
    return new Particulars(
        patron.branch(),
        expires == null ? null : expires.format(DateTimeFormatter.BASIC_ISO_DATE) + END_OF_DAY,
        born == null ? null : born.format(DateTimeFormatter.BASIC_ISO_DATE),
        patron.category(),
        Sip2Flag.of(!Sip2PatronStatus.isBarred(account)));
  }

  private static Stream<PatronAccount.Loan> recalled(PatronAccount account) {
    return account.loans().stream().filter(loan -> loan.state().isRecalled());
  }

  private static Items items(
      PatronAccount account, Sip2Request.PatronInformation message, PatronLists listed) {
    var wanted = message.summary().requested();
    var page = Page.of(message, listed);
    return new Items(
        page.of(wanted, Item.HOLD_ITEMS, holds(account, true).stream(), listed::ready),
        page.of(
            wanted,
            Item.OVERDUE_ITEMS,
            account.loans().stream().filter(PatronAccount.Loan::overdue),
            listed::loan),
        page.of(wanted, Item.CHARGED_ITEMS, account.loans().stream(), listed::loan),
        page.of(wanted, Item.FINE_ITEMS, account.fees().stream(), listed::fee),
        page.of(wanted, Item.RECALL_ITEMS, recalled(account), listed::recalled),
        page.of(wanted, Item.UNAVAILABLE_HOLDS, holds(account, false).stream(), listed::waiting));
  }

  /** The requested part of a list: BP and BQ count from 1 and are inclusive. */
  private record Page(int start, int end, PatronLists listed) {

    static Page of(Sip2Request.PatronInformation message, PatronLists listed) {
      var start = message.startItem() == null ? 1 : message.startItem().value().orElse(1);
      var end =
          message.endItem() == null
              ? Integer.MAX_VALUE
              : message.endItem().value().orElse(Integer.MAX_VALUE);
      return new Page(Math.max(start, 1), end, listed);
    }

    <T> List<String> of(Set<Item> wanted, Item item, Stream<T> list, Function<T, String> text) {
      return wanted.contains(item)
          ? listed.list(list.limit(Math.max(end, 0)).skip(start - 1L).map(text).toList())
          : List.of();
    }
  }

  private static List<PatronAccount.Hold> holds(PatronAccount account, boolean ready) {
    return account.holds().stream().filter(h -> (h.state() == HoldState.READY) == ready).toList();
  }

  static Sip2Code<Language> language(
      Sip2Exchange<?> exchange, @Nullable PatronAccount account, Sip2Code<Language> asked) {
    var own = account == null ? UNKNOWN_LANGUAGE : account.patron().language();
    return own.equals(UNKNOWN_LANGUAGE)
        ? asked
        : exchange.dialect().language(asked, Sip2Code.of(Language.class, own));
  }
}
