package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.END_SESSION_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.PATRON_INFORMATION_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.PATRON_STATUS_RESPONSE;

import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldAtPartner;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.HoldLists.QueuePlace;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.PatronAccount.Part;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.reason.Check;
import org.samling.core.organisation.PatronData;
import org.samling.routes.ScreenMessages;
import org.samling.routes.sip2.Sip2Dialect.PatronLists;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Code.Language;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.samling.sip2.Sip2Summary.Item;

/**
 * Patron status and patron information. With a wrong PIN the machine learns that the card is known,
 * but nothing about its owner; without one, whether they may borrow, and what its profile opens.
 */
final class Sip2Patrons {

  private static final String UNKNOWN_LANGUAGE = "000";

  /** What follows a last day in a date of eighteen characters. */
  private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

  /**
   * The parts of the account that the flags of 24 need, where the profile shows it to the kiosk.
   */
  static final Set<Part> STATUS = Set.of(Part.LOANS, Part.FEES);

  private final Inquiries inquiries;
  private final HoldLists holdLists;
  private final Sip2Pins pins;
  private final Sip2Admission admission;

  Sip2Patrons(Inquiries inquiries, HoldLists holdLists, Sip2Pins pins) {
    this.inquiries = inquiries;
    this.holdLists = holdLists;
    this.pins = pins;
    this.admission = new Sip2Admission(inquiries);
  }

  /**
   * What was found about the patron in a message.
   *
   * @param account the account, or null if nobody has the identifier or it could not be looked up
   * @param texts the screen messages
   * @param visitor who was looked up, or null if the store was unavailable
   */
  record Found(@Nullable PatronAccount account, List<String> texts, @Nullable Sip2Visitor visitor) {

    /** Nothing, because the store was unavailable. */
    static Found nothing(String text) {
      return new Found(null, List.of(text), null);
    }

    /** Whether the patron is known; null if that is not known. */
    @Nullable Sip2Flag valid() {
      return visitor == null ? null : Sip2Flag.of(account != null);
    }

    /** The account if the machine may act for its owner, or null. */
    @Nullable PatronAccount usableAccount() {
      return visitor != null && visitor.mayAct() ? account : null;
    }

    /** Null if no PIN was sent. */
    @Nullable Sip2Flag validPassword() {
      return visitor == null || visitor.isPinRight() == null
          ? null
          : Sip2Flag.of(usableAccount() != null);
    }
  }

  /**
   * Looks a patron up.
   *
   * @param parts the parts of the account that the reply tells of, where the machine is told of it
   */
  Found find(
      Sip2Exchange<?> exchange, Sip2Visitor visitor, Sip2Code<Language> language, Set<Part> parts) {
    var tenant = exchange.session().loggedInAccount().tenant().id();
    var isTold = visitor.mayAct() && exchange.tells(PatronData.ACCOUNT);
    var needed = EnumSet.noneOf(Part.class);
    if (isTold) {
      needed.addAll(parts);
    }
    if (exchange.kiosk().profile().admission() != null) {
      needed.add(Part.ADMISSION);
    }
    var account = inquiries.patron(tenant, visitor.identifier(), needed);
    var messages = Sip2Texts.messages(exchange, language, isTold ? account.orElse(null) : null);
    if (account.isEmpty()) {
      var reason = inquiries.whyNobody(tenant, visitor.identifier());
      return new Found(null, List.of(messages.refusal(reason)), visitor);
    }
    var wrongPin = visitor.refusal(messages);
    if (wrongPin != null) {
      return new Found(account.get(), List.of(wrongPin), visitor);
    }
    var texts = account.get().broken().stream().map(Check::reason).map(messages::refusal).toList();
    return new Found(account.get(), texts, visitor);
  }

  /** 23. */
  Sip2Response status(Sip2Exchange<Sip2Request.PatronStatusRequest> exchange) {
    var message = exchange.message();
    var found = find(exchange, pins.visitor(exchange), message.get(LANGUAGE), STATUS);
    var door = exchange.kiosk().profile().admission();
    if (door != null) {
      return admission.status(exchange, door, found);
    }
    return status(exchange, message.get(LANGUAGE), exchange.received(), found);
  }

  /** 24, the answer to 23 and to 01. */
  static Sip2Response status(
      Sip2Exchange<?> exchange, Sip2Code<Language> language, Instant at, Found found) {
    var reply = reply(exchange, PATRON_STATUS_RESPONSE, at, language, found);
    var account = found.usableAccount();
    if (account != null) {
      var currency = exchange.session().loggedInAccount().tenant().currency();
      reply
          .with(CURRENCY_TYPE, currency.getCurrencyCode())
          .with(FEE_AMOUNT, Sip2Texts.amount(account.patron().owed(), currency));
    }
    return reply.build();
  }

  /** What 24, 64 and 26 have in common. */
  static Sip2Message.Builder<Sip2Response> reply(
      Sip2Exchange<?> exchange,
      Sip2Layout<Sip2Response> layout,
      Instant at,
      Sip2Code<Language> language,
      Found found) {
    var account = found.usableAccount();
    var isTold = exchange.tells(PatronData.ACCOUNT);
    var patron = exchange.message().get(PATRON_IDENTIFIER);
    return exchange
        .reply(layout, at)
        .with(
            PATRON_STATUS,
            account == null ? Sip2Refusals.ALL_DENIED : Sip2PatronStatus.of(account, isTold))
        .with(LANGUAGE, language(exchange, isTold ? account : null, language))
        .with(PATRON_IDENTIFIER, exchange.dialect().patron(patron, found.account() != null))
        .with(PERSONAL_NAME, account == null ? "" : Sip2Templates.name(exchange, account))
        .withOptional(VALID_PATRON, found.valid())
        .withOptional(VALID_PATRON_PASSWORD, found.validPassword())
        .withEach(SCREEN_MESSAGE, found.texts());
  }

  /** 63. */
  Sip2Response information(Sip2Exchange<Sip2Request.PatronInformation> exchange) {
    var message = exchange.message();
    var found = find(exchange, pins.visitor(exchange), message.get(LANGUAGE), Part.LISTS);
    var door = exchange.kiosk().profile().admission();
    if (door != null) {
      return admission.information(exchange, door, found);
    }
    var reply =
        reply(
            exchange,
            PATRON_INFORMATION_RESPONSE,
            exchange.received(),
            message.get(LANGUAGE),
            found);
    var account = found.usableAccount();
    if (account == null) {
      return Sip2Refusals.withCounts(reply, Sip2Number.of(0)).build();
    }
    reply
        .withOptional(HOME_ADDRESS, exchange.dialect().address(exchange, account))
        .withOptional(E_MAIL_ADDRESS, account.contact().email())
        .withOptional(HOME_PHONE_NUMBER, account.contact().phone())
        .withOptional(
            PATRON_BIRTH_DATE,
            account.patron().birthDate(),
            DateTimeFormatter.BASIC_ISO_DATE::format);
    Sip2Templates.addTo(reply, exchange, account);
    return exchange.tells(PatronData.ACCOUNT)
        ? held(exchange, reply, account).build()
        : Sip2Refusals.withCounts(reply, Sip2Number.BLANK).build(); // blank: not told
  }

  /** Adds what the account holds to 64. */
  private Sip2Message.Builder<Sip2Response> held(
      Sip2Exchange<Sip2Request.PatronInformation> exchange,
      Sip2Message.Builder<Sip2Response> reply,
      PatronAccount account) {
    var listed = exchange.dialect().patronLists(exchange, account);
    var patron = account.patron();
    var currency = exchange.session().loggedInAccount().tenant().currency();
    var listsAll = exchange.kiosk().profile().desk().listsAllHolds();
    var ready = holds(account, true);
    reply
        .with(HOLD_ITEMS_COUNT, Sip2Number.of(listsAll ? patron.holds() : ready.size()))
        .with(OVERDUE_ITEMS_COUNT, Sip2Number.of(patron.overdue()))
        .with(CHARGED_ITEMS_COUNT, Sip2Number.of(patron.loans()))
        .with(FINE_ITEMS_COUNT, Sip2Number.of(account.fees().size()))
        .with(RECALL_ITEMS_COUNT, Sip2Number.of((int) recalled(account).count()))
        .with(UNAVAILABLE_HOLDS_COUNT, Sip2Number.of(patron.holds() - ready.size()))
        .with(HOLD_ITEMS_LIMIT, Sip2Number.of(account.maxHolds()))
        .withOptional(OVERDUE_ITEMS_LIMIT, account.maxOverdue(), Sip2Number::of)
        .with(CHARGED_ITEMS_LIMIT, Sip2Number.of(account.maxLoans()))
        .with(CURRENCY_TYPE, currency.getCurrencyCode())
        .with(FEE_AMOUNT, Sip2Texts.amount(patron.owed(), currency))
        .with(FEE_LIMIT, Sip2Texts.amount(account.maxDebt(), currency));
    items(exchange, reply, account, listed);
    return extensions(exchange, reply, account);
  }

  /** 35. */
  Sip2Response endSession(Sip2Exchange<Sip2Request.EndPatronSession> exchange) {
    exchange.session().endPatron(exchange.message().get(PATRON_IDENTIFIER).value());
    return exchange
        .reply(END_SESSION_RESPONSE, exchange.received())
        .with(END_SESSION, Sip2Flag.YES)
        .with(PATRON_IDENTIFIER, exchange.message().get(PATRON_IDENTIFIER))
        .build();
  }

  /** Extensions to the standard that several library systems share. */
  private static Sip2Message.Builder<Sip2Response> extensions(
      Sip2Exchange<?> exchange, Sip2Message.Builder<Sip2Response> reply, PatronAccount account) {
    var patron = account.patron();
    return reply
        .withOptional(PERMANENT_LOCATION, patron.branch())
        .withOptional(
            PATRON_EXPIRE,
            patron.expires(),
            day ->
                DateTimeFormatter.ofPattern(
                        exchange.kiosk().profile().wording().expiryFormat(),
                        Sip2Texts.messages(exchange).locale())
                    .format(day.atTime(END_OF_DAY).atZone(Sip2Texts.zone(exchange))))
        .withOptional(PATRON_CLASS, patron.category())
        .with(PATRON_INTERNET, Sip2Flag.of(!Sip2PatronStatus.isBarred(account)));
  }

  private static Stream<PatronAccount.Loan> recalled(PatronAccount account) {
    return account.loans().stream().filter(loan -> loan.state().isRecalled());
  }

  private void items(
      Sip2Exchange<Sip2Request.PatronInformation> exchange,
      Sip2Message.Builder<Sip2Response> reply,
      PatronAccount account,
      PatronLists listed) {
    var message = exchange.message();
    var wanted = message.get(SUMMARY).requested();
    var page = Page.of(message, listed);
    var loans = account.loans();
    if (wanted.contains(Item.HOLD_ITEMS)) {
      var ready = holds(account, true).stream();
      var shown =
          exchange.kiosk().profile().desk().listsAllHolds()
              ? Stream.concat(ready, holds(account, false).stream())
              : ready;
      reply.withEach(HOLD_ITEMS, page.of(shown, listed::ready));
    }
    if (wanted.contains(Item.OVERDUE_ITEMS)) {
      var overdue = loans.stream().filter(PatronAccount.Loan::overdue);
      reply.withEach(OVERDUE_ITEMS, page.of(overdue, listed::loan));
    }
    if (wanted.contains(Item.CHARGED_ITEMS)) {
      reply.withEach(CHARGED_ITEMS, page.of(loans.stream(), listed::loan));
    }
    if (wanted.contains(Item.FINE_ITEMS)) {
      reply.withEach(FINE_ITEMS, page.of(account.fees().stream(), listed::fee));
    }
    if (wanted.contains(Item.RECALL_ITEMS)) {
      reply.withEach(RECALL_ITEMS, page.of(recalled(account), listed::recalled));
    }
    if (wanted.contains(Item.UNAVAILABLE_HOLDS)) {
      reply
          .withEach(
              UNAVAILABLE_HOLD_ITEMS, page.of(holds(account, false).stream(), listed::waiting))
          .withEach(SCREEN_MESSAGE, atPartners(exchange, account));
    }
  }

  /**
   * How far the holds are that partners were asked about, and their places in the queues. It names
   * titles, in a field that every machine is told: so only where the list of holds is told.
   */
  private List<String> atPartners(Sip2Exchange<?> exchange, PatronAccount account) {
    var asked = account.holds().stream().filter(hold -> hold.partner() != null).toList();
    if (asked.isEmpty() || !Sip2Templates.tells(exchange, PatronData.ACCOUNT, "CD")) {
      return List.of();
    }
    var tenant = exchange.session().loggedInAccount().tenant().id();
    var places =
        holdLists.queues(tenant, account.patron().identifier()).stream()
            .collect(Collectors.toMap(QueuePlace::hold, QueuePlace::number));
    var messages = Sip2Texts.messages(exchange);
    return asked.stream()
        .map(hold -> {
          var place = places.get(hold.id());
          return atPartner(
              messages,
              place == null
                  ? hold.named()
                  : messages.text("hold.numbered", hold.named(), place.toString()),
              Objects.requireNonNull(hold.partner()));
        })
        .toList();
  }

  private static String atPartner(ScreenMessages messages, String hold, HoldAtPartner at) {
    return messages.text(
        switch (at.stage()) {
          case ASKED -> "hold.partner-asked";
          case PROMISED -> "hold.partner-promised";
          case SENT -> "hold.partner-sent";
          case REFUSED -> "hold.partner-refused";
        },
        hold,
        at.partner());
  }

  /** The requested part of a list: BP and BQ count from 1 and are inclusive. */
  private record Page(int start, int end, PatronLists listed) {

    static Page of(Sip2Request.PatronInformation message, PatronLists listed) {
      var start = message.get(START_ITEM).value().orElse(1);
      var end = message.get(END_ITEM).value().orElse(Integer.MAX_VALUE);
      return new Page(Math.max(start, 1), end, listed);
    }

    <T> List<String> of(Stream<T> list, Function<T, String> text) {
      return listed.list(list.limit(Math.max(end, 0)).skip(start - 1L).map(text).toList());
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
