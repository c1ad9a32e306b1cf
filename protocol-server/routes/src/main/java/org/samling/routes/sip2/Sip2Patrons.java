package org.samling.routes.sip2;

import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Check;
import org.samling.core.circulation.HoldState;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.PatronFacts;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.PatronAuthentication.PinCheck;
import org.samling.sip2.PatronStatusFlags;
import org.samling.sip2.PatronStatusFlags.Flag;
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
import org.samling.sip2.Sip2Secret;
import org.samling.sip2.Sip2Summary.Item;

/**
 * Who a patron is and what the library has to do with them. With a wrong PIN the machine learns
 * that the card is known, and nothing of its owner.
 */
final class Sip2Patrons {

  private static final String UNKNOWN_LANGUAGE = "000";

  private final Inquiries inquiries;
  private final Sip2Pins pins;

  Sip2Patrons(Inquiries inquiries, Sip2Pins pins) {
    this.inquiries = inquiries;
    this.pins = pins;
  }

  /** What was found out about the patron whom a message names. */
  private record Found(
      @Nullable PatronAccount account, @Nullable PinCheck pin, List<String> texts) {

    /** Whether the machine may be told who the patron is. */
    boolean isOpen() {
      return account != null && (pin == null || pin == PinCheck.VERIFIED);
    }

    Sip2Flag valid() {
      return Sip2Flag.of(account != null);
    }

    @Nullable Sip2Flag validPassword() {
      return pin == null ? null : Sip2Flag.of(account != null && pin == PinCheck.VERIFIED);
    }

    PatronStatusFlags flags() {
      return account != null && isOpen() ? Sip2Patrons.flags(account) : Sip2Refusals.ALL_DENIED;
    }
  }

  private Found find(
      Sip2Exchange<?> exchange,
      Sip2PatronId patron,
      @Nullable Sip2Secret password,
      Sip2Code<Language> language) {
    var messages = Sip2Texts.messages(exchange, language);
    var pin = pins.check(exchange, patron, password);
    var tenant = exchange.session().loggedInAccount().tenant().id();
    var account = inquiries.patron(tenant, patron.value());
    if (account.isEmpty()) {
      var reason = inquiries.whyNobody(tenant, patron.value());
      return new Found(null, pin, List.of(messages.refusal(reason)));
    }
    var wrongPin = Sip2Pins.refusal(pin, messages);
    if (wrongPin != null) {
      return new Found(account.get(), pin, List.of(wrongPin));
    }
    var texts = account.get().broken().stream().map(Check::reason).map(messages::refusal).toList();
    return new Found(account.get(), pin, texts);
  }

  /** 23. */
  Sip2Response status(Sip2Exchange<Sip2Request.PatronStatusRequest> exchange) {
    var message = exchange.message();
    var found =
        find(exchange, message.patronIdentifier(), message.patronPassword(), message.language());
    var machine = exchange.session().loggedInAccount();
    var currency = machine.tenant().currency();
    var account = found.isOpen() ? found.account() : null;
    return new Sip2Response.PatronStatusResponse(
        found.flags(),
        language(account, message.language()),
        Sip2Texts.date(exchange.received(), machine.tenant().zone()),
        machine.institution(),
        message.patronIdentifier(),
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
    var machine = exchange.session().loggedInAccount();
    var currency = machine.tenant().currency();
    var date = Sip2Texts.date(exchange.received(), machine.tenant().zone());
    var account = found.isOpen() ? found.account() : null;
    if (account == null) {
      return new Sip2Response.PatronInformationResponse(
          found.flags(),
          message.language(),
          date,
          counts(0, 0, 0, 0, 0),
          machine.institution(),
          message.patronIdentifier(),
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
          List.of(),
          found.texts(),
          List.of());
    }
    var patron = account.patron();
    var ready = holds(account, true);
    return new Sip2Response.PatronInformationResponse(
        found.flags(),
        language(account, message.language()),
        date,
        counts(
            ready.size(),
            patron.overdue(),
            patron.loans(),
            account.fees().size(),
            patron.holds() - ready.size()),
        machine.institution(),
        message.patronIdentifier(),
        patron.name(),
        new Limits(Sip2Number.of(account.maxHolds()), null, Sip2Number.of(account.maxLoans())),
        found.valid(),
        found.validPassword(),
        currency.getCurrencyCode(),
        Sip2Texts.amount(patron.owed(), currency),
        Sip2Texts.amount(account.maxDebt(), currency),
        items(account, message, currency),
        account.address(),
        account.email(),
        account.phone(),
        List.of(),
        found.texts(),
        List.of());
  }

  /** 35. */
  Sip2Response endSession(Sip2Exchange<Sip2Request.EndPatronSession> exchange) {
    var machine = exchange.session().loggedInAccount();
    exchange.session().endPatron();
    return new Sip2Response.EndSessionResponse(
        Sip2Flag.YES,
        Sip2Texts.date(exchange.received(), machine.tenant().zone()),
        machine.institution(),
        exchange.message().patronIdentifier(),
        List.of(),
        List.of());
  }

  private static Counts counts(int holds, int overdue, int charged, int fines, int unavailable) {
    return new Counts(
        Sip2Number.of(holds),
        Sip2Number.of(overdue),
        Sip2Number.of(charged),
        Sip2Number.of(fines),
        Sip2Number.of(0),
        Sip2Number.of(unavailable));
  }

  private static Items items(
      PatronAccount account, Sip2Request.PatronInformation message, Currency currency) {
    var wanted = message.summary().requested();
    var page = Page.of(message);
    return new Items(
        page.of(wanted, Item.HOLD_ITEMS, holds(account, true).stream(), Sip2Patrons::shown),
        page.of(
            wanted,
            Item.OVERDUE_ITEMS,
            account.loans().stream().filter(PatronAccount.Loan::overdue),
            PatronAccount.Loan::barcode),
        page.of(wanted, Item.CHARGED_ITEMS, account.loans().stream(), PatronAccount.Loan::barcode),
        page.of(
            wanted,
            Item.FINE_ITEMS,
            account.fees().stream(),
            fee ->
                "%s %s %s"
                    .formatted(
                        fee.id(),
                        Sip2Texts.amount(fee.open(), currency).wire(),
                        fee.title() == null ? orEmpty(fee.reason()) : fee.title())),
        List.of(),
        page.of(
            wanted, Item.UNAVAILABLE_HOLDS, holds(account, false).stream(), Sip2Patrons::shown));
  }

  /** The part of a list that was asked for: BP and BQ count from 1 and both belong to it. */
  private record Page(int start, int end) {

    static Page of(Sip2Request.PatronInformation message) {
      var start = message.startItem() == null ? 1 : message.startItem().value().orElse(1);
      var end =
          message.endItem() == null
              ? Integer.MAX_VALUE
              : message.endItem().value().orElse(Integer.MAX_VALUE);
      return new Page(Math.max(start, 1), end);
    }

    <T> List<String> of(Set<Item> wanted, Item item, Stream<T> list, Function<T, String> text) {
      return wanted.contains(item)
          ? list.limit(Math.max(end, 0)).skip(start - 1L).map(text).toList()
          : List.of();
    }
  }

  private static List<PatronAccount.Hold> holds(PatronAccount account, boolean ready) {
    return account.holds().stream().filter(h -> (h.state() == HoldState.READY) == ready).toList();
  }

  private static String shown(PatronAccount.Hold hold) {
    return hold.barcode() == null ? hold.title() : hold.barcode();
  }

  private static Sip2Code<Language> language(
      @Nullable PatronAccount account, Sip2Code<Language> asked) {
    var own = account == null ? UNKNOWN_LANGUAGE : account.patron().language();
    return own.equals(UNKNOWN_LANGUAGE) ? asked : Sip2Code.of(Language.class, own);
  }

  private static PatronStatusFlags flags(PatronAccount account) {
    var flags = EnumSet.noneOf(Flag.class);
    for (var broken : account.broken()) {
      flags.add(Flag.CHARGE_PRIVILEGES_DENIED);
      flags.add(Flag.RENEWAL_PRIVILEGES_DENIED);
      flags.add(Flag.HOLD_PRIVILEGES_DENIED);
      switch (broken.reason()) {
        case DEBT_TOO_HIGH -> flags.add(Flag.EXCESSIVE_OUTSTANDING_FINES);
        case PATRON_BLOCKED -> flags.addAll(cardLost(account.patron()));
        default -> {}
      }
    }
    if (account.patron().loans() >= account.maxLoans()) {
      flags.add(Flag.CHARGE_PRIVILEGES_DENIED);
      flags.add(Flag.TOO_MANY_ITEMS_CHARGED);
    }
    if (account.patron().holds() >= account.maxHolds()) {
      flags.add(Flag.HOLD_PRIVILEGES_DENIED);
    }
    return new PatronStatusFlags(flags);
  }

  private static Set<Flag> cardLost(PatronFacts patron) {
    return patron.blocks().contains(BlockCode.STOLEN_CARD)
        ? Set.of(Flag.CARD_REPORTED_LOST)
        : Set.of();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
