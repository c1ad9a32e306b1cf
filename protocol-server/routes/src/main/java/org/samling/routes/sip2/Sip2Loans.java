package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.CHECKIN_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.CHECKOUT_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.RENEW_ALL_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.RENEW_RESPONSE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.LenderTerms;
import org.samling.core.organisation.PatronData;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * Checkouts, checkins and renewals. Every reply depends on the request and the outcome only, so
 * that a repeated request gets the same bytes.
 */
final class Sip2Loans {

  private final Commands commands;
  private final Inquiries inquiries;
  private final Sip2Pins pins;
  private final Sip2Cancellation cancellation;
  private final Sip2Offline offline;

  Sip2Loans(Commands commands, Inquiries inquiries, Sip2Pins pins) {
    this.commands = commands;
    this.inquiries = inquiries;
    this.pins = pins;
    this.cancellation = new Sip2Cancellation(commands);
    this.offline = new Sip2Offline(commands, pins);
  }

  /** 11. */
  Sip2Response checkout(Sip2Exchange<Sip2Request.Checkout> exchange) {
    var message = exchange.message();
    var isCancellation = message.get(CANCEL).isYes();
    if (message.get(NO_BLOCK).isYes() && !isCancellation) {
      var recorded = offline.checkout(exchange);
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
    var visitor = pins.visitor(exchange);
    var wrongPin = visitor.refusal(Sip2Texts.messages(exchange));
    if (wrongPin != null) {
      return Sip2Refusals.refuse(exchange, wrongPin);
    }
    if (isCancellation) {
      return cancellation.checkin(exchange, visitor.identifier());
    }
    if (isUnlent(exchange)) {
      return Sip2Refusals.refuse(
          exchange, Sip2Texts.messages(exchange).text("checkout.not-at-this-machine"));
    }
    var outcome =
        commands.outcome(
            new LoanCommand.Checkout(
                    exchange.origin(),
                    visitor.identifier(),
                    message.get(ITEM_IDENTIFIER),
                    message.get(SC_RENEWAL_POLICY).isYes(),
                    null)
                .accepting(Sip2Costs.accepted(exchange)));
    return loanReply(exchange, CHECKOUT_RESPONSE, outcome).build();
  }

  /** Whether the item is of a category that this machine does not lend. */
  private boolean isUnlent(Sip2Exchange<Sip2Request.Checkout> exchange) {
    var unlent = exchange.kiosk().profile().desk().unlentCategories();
    return !unlent.isEmpty()
        && inquiries
            .item(
                exchange.session().loggedInAccount().tenant().id(),
                exchange.message().get(ITEM_IDENTIFIER))
            .filter(state -> unlent.contains(state.item().category()))
            .isPresent();
  }

  /** 29. */
  Sip2Response renew(Sip2Exchange<Sip2Request.Renew> exchange) {
    var message = exchange.message();
    if (message.get(NO_BLOCK).isYes()) {
      var recorded = offline.renew(exchange, item(exchange));
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
    var visitor = pins.visitor(exchange);
    var wrongPin = visitor.refusal(Sip2Texts.messages(exchange));
    if (wrongPin != null) {
      return Sip2Refusals.refuse(exchange, wrongPin);
    }
    var item = item(exchange);
    if (item == null) {
      return Sip2Refusals.refuse(
          exchange, Sip2Texts.messages(exchange).refusal(RefusalReason.NOT_ON_LOAN_TO_PATRON));
    }
    var outcome =
        commands.outcome(
            new LoanCommand.Renew(exchange.origin(), visitor.identifier(), item)
                .accepting(Sip2Costs.accepted(exchange)));
    return loanReply(exchange, RENEW_RESPONSE, outcome).with(DESENSITIZE, Sip2Flag.NO).build();
  }

  /**
   * The item to renew: given by its barcode, or by its title among the patron's loans if the
   * machine may be told of them.
   */
  private @Nullable String item(Sip2Exchange<Sip2Request.Renew> exchange) {
    var message = exchange.message();
    var item = message.find(ITEM_IDENTIFIER);
    var title = message.get(TITLE_IDENTIFIER);
    if ((item != null && !item.isEmpty()) || title.isEmpty()) {
      return item;
    }
    if (!exchange.tells(PatronData.ACCOUNT)) {
      return null;
    }
    return inquiries
        .patron(
            exchange.session().loggedInAccount().tenant().id(),
            message.get(PATRON_IDENTIFIER).value(),
            Set.of(PatronAccount.Part.LOANS))
        .flatMap(account ->
            account.loans().stream()
                .filter(l -> l.record().toString().equals(title) || l.title().equals(title))
                .map(PatronAccount.Loan::barcode)
                .findFirst())
        .orElse(null);
  }

  /**
   * 65: renews every loan of the patron, each by its own rules. The reply lists them, so that it
   * needs a right PIN unless the machine may be told of them without. If the store fails on one
   * loan and certainly did not renew it, the renewals already made are still reported.
   */
  Sip2Response renewAll(Sip2Exchange<Sip2Request.RenewAll> exchange) {
    var visitor = pins.visitor(exchange);
    var messages = Sip2Texts.messages(exchange);
    var wrongPin = visitor.refusal(messages);
    if (wrongPin != null) {
      return Sip2Refusals.refuse(exchange, wrongPin);
    }
    if (!exchange.tells(PatronData.ACCOUNT)) {
      return Sip2Refusals.refuse(exchange, messages.text("pin.needed"));
    }
    var patron = visitor.identifier();
    var account =
        inquiries.patron(
            exchange.session().loggedInAccount().tenant().id(), patron, PatronAccount.Part.LISTS);
    if (account.isEmpty()) {
      return Sip2Refusals.refuse(exchange, messages.text("refusal.patron-unknown"));
    }
    var renewed = new ArrayList<String>();
    var unrenewed = new ArrayList<String>();
    var texts = new LinkedHashSet<String>();
    LendingFee charged = null;
    var listed = exchange.dialect().patronLists(exchange, account.get());
    var at = account.get().loans().isEmpty() ? exchange.received() : Instant.EPOCH;
    for (var loan : account.get().loans()) {
      var item = loan.barcode();
      try {
        var outcome =
            commands.outcome(
                new LoanCommand.Renew(exchange.originOf(item), patron, item)
                    .accepting(Sip2Costs.accepted(exchange)));
        if (outcome instanceof CheckoutOutcome.Granted granted) {
          renewed.add(listed.renewed(loan, granted.due()));
          charged = LendingFee.sum(charged, granted.fee());
        } else {
          unrenewed.add(listed.unrenewed(loan));
          if (outcome instanceof CheckoutOutcome.Refused refused && refused.fee() != null) {
            texts.add(messages.refusal(refused.reason()));
          }
        }
        at = outcome.at().isAfter(at) ? outcome.at() : at;
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.UNAVAILABLE || renewed.isEmpty()) {
          throw e;
        }
        unrenewed.add(listed.unrenewed(loan));
        texts.add(messages.text("try-again"));
      }
    }
    if (charged != null) {
      texts.add(Sip2Costs.charged(exchange, charged));
    }
    return exchange
        .reply(RENEW_ALL_RESPONSE, at)
        .ok(true)
        .with(RENEWED_COUNT, Sip2Number.of(renewed.size()))
        .with(UNRENEWED_COUNT, Sip2Number.of(unrenewed.size()))
        .withEach(RENEWED_ITEMS, renewed)
        .withEach(UNRENEWED_ITEMS, unrenewed)
        .withEach(SCREEN_MESSAGE, List.copyOf(texts))
        .build();
  }

  /** 09. */
  Sip2Response checkin(Sip2Exchange<Sip2Request.Checkin> exchange) {
    var message = exchange.message();
    if (message.get(CANCEL).isYes()) {
      return cancellation.checkout(exchange);
    }
    if (message.get(NO_BLOCK).isYes()) {
      var recorded = offline.checkin(exchange);
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
    var outcome =
        commands.outcome(
            new LoanCommand.Checkin(
                exchange.origin(),
                message.get(ITEM_IDENTIFIER),
                exchange.received(),
                exchange.kiosk().profile().returns()));
    return switch (outcome) {
      case CheckinOutcome.Returned returned -> returned(exchange, returned);
      case CheckinOutcome.SetReturned set -> Sip2Sets.checkinResponse(exchange, set);
      case CheckinOutcome.OfOther other -> ofOther(exchange, other);
      case CheckinOutcome.Refused(var when, var reason, var barcode, _) ->
          exchange
              .reply(CHECKIN_RESPONSE, when)
              .ok(false)
              .with(RESENSITIZE, Sip2Flag.NO)
              .with(MAGNETIC_MEDIA, Sip2Flag.UNKNOWN)
              .with(ALERT, Sip2Flag.NO)
              .with(ITEM_IDENTIFIER, barcode)
              .with(PERMANENT_LOCATION, "")
              .with(SCREEN_MESSAGE, Sip2Texts.refusal(exchange, reason))
              .build();
    };
  }

  /** An item of another tenant: not checked in here, but sent to its owner. */
  private static Sip2Response ofOther(
      Sip2Exchange<Sip2Request.Checkin> exchange, CheckinOutcome.OfOther other) {
    var routing = Sip2Routing.of(exchange, other);
    return routing
        .addTo(exchange.reply(CHECKIN_RESPONSE, other.at()))
        .ok(false)
        .with(RESENSITIZE, Sip2Flag.NO)
        .with(MAGNETIC_MEDIA, Sip2Flag.UNKNOWN)
        .with(ITEM_IDENTIFIER, other.barcode())
        .with(PERMANENT_LOCATION, other.home())
        .withOptional(TITLE_IDENTIFIER, other.title())
        .withEach(SCREEN_MESSAGE, routing.texts())
        .build();
  }

  private static Sip2Response returned(
      Sip2Exchange<Sip2Request.Checkin> exchange, CheckinOutcome.Returned returned) {
    var item = returned.item();
    var shown = exchange.dialect().item(exchange, item);
    var routed = Sip2Routing.of(exchange, returned.destination());
    var routing =
        Sip2Texts.missingParts(exchange, item).map(text -> routed.withWarning(text)).orElse(routed);
    var isRefused = returned.loanId() == null && exchange.kiosk().profile().alerts().refusesIdle();
    var texts = new ArrayList<String>();
    if (isRefused) {
      texts.add(Sip2Texts.refusal(exchange, RefusalReason.NOT_ON_LOAN));
    }
    texts.addAll(Sip2Sets.routingTexts(exchange, routing.texts(), returned.set()));
    return routing
        .addTo(exchange.reply(CHECKIN_RESPONSE, returned.at()))
        .ok(!isRefused)
        .with(RESENSITIZE, Sip2Flag.YES)
        .with(MAGNETIC_MEDIA, Sip2Texts.magnetic(exchange, item))
        .with(ITEM_IDENTIFIER, item.barcode())
        .with(PERMANENT_LOCATION, shown.home())
        .with(TITLE_IDENTIFIER, shown.title())
        .withOptional(SORT_BIN, returned.bin())
        .withOptional(PATRON_IDENTIFIER, borrower(exchange, returned))
        .with(MEDIA_TYPE, Sip2Texts.mediaType(item.mediaType()))
        .withOptional(ITEM_PROPERTIES, shown.properties())
        .withOptional(CALL_NUMBER, item.callNumber())
        .withOptional(COLLECTION_CODE, item.location())
        .withEach(SCREEN_MESSAGE, texts)
        .build();
  }

  /** Who had the item, if the machine may be told: nobody types a PIN to return something. */
  private static @Nullable Sip2PatronId borrower(
      Sip2Exchange<?> exchange, CheckinOutcome.Returned returned) {
    return exchange.tells(PatronData.BORROWER)
        ? exchange.dialect().borrower(returned.patron())
        : null;
  }

  /** The reply to 11 or 29. */
  private static Sip2Message.Builder<Sip2Response> loanReply(
      Sip2Exchange<?> exchange, Sip2Layout<Sip2Response> layout, CheckoutOutcome outcome) {
    var reply =
        exchange
            .reply(layout, outcome.at())
            .with(MAGNETIC_MEDIA, Sip2Flag.UNKNOWN)
            .with(PATRON_IDENTIFIER, exchange.message().get(PATRON_IDENTIFIER));
    return switch (outcome) {
      case CheckoutOutcome.Granted(
              _,
              var loan,
              var item,
              var due,
              var renewed,
              _,
              var why,
              var fee) ->
          Sip2Costs.with(exchange, ofItem(exchange, reply, item), fee)
              .ok(true)
              .with(RENEWAL_OK, Sip2Flag.of(renewed))
              .with(DESENSITIZE, Sip2Flag.YES)
              .with(ITEM_IDENTIFIER, item.barcode())
              .with(DUE_DATE, exchange.dialect().due(exchange, due))
              .with(TRANSACTION_ID, loan.toString())
              .withEach(SCREEN_MESSAGE, texts(exchange, item, why, fee));
      case CheckoutOutcome.SetGranted granted -> setReply(exchange, reply, granted);
      case CheckoutOutcome.SetRefused refused ->
          Sip2Costs.with(exchange, reply, refused)
              .ok(false)
              .with(RENEWAL_OK, Sip2Flag.NO)
              .with(DESENSITIZE, Sip2Flag.NO)
              .with(ITEM_IDENTIFIER, refused.set())
              .with(TITLE_IDENTIFIER, refused.name())
              .with(DUE_DATE, "")
              .withEach(
                  SCREEN_MESSAGE,
                  refused.fee() == null
                      ? Sip2Sets.refusalTexts(exchange, refused)
                      : List.of(Sip2Costs.refusal(exchange, refused)));
      case CheckoutOutcome.Refused refused ->
          Sip2Costs.with(exchange, ofItem(exchange, reply, refused.item()), refused)
              .ok(false)
              .with(RENEWAL_OK, Sip2Flag.NO)
              .with(DESENSITIZE, Sip2Flag.NO)
              .with(ITEM_IDENTIFIER, refused.barcode())
              .with(
                  DUE_DATE,
                  refused.due() == null || !exchange.tells(PatronData.ACCOUNT)
                      ? ""
                      : exchange.dialect().due(exchange, refused.due()))
              .with(SCREEN_MESSAGE, Sip2Costs.refusal(exchange, refused));
    };
  }

  /** The reply to 11 or 29 with a set. */
  private static Sip2Message.Builder<Sip2Response> setReply(
      Sip2Exchange<?> exchange,
      Sip2Message.Builder<Sip2Response> reply,
      CheckoutOutcome.SetGranted set) {
    var loans = set.loans();
    var fee = LendingFee.of(set);
    var texts = new ArrayList<>(Sip2Sets.checkoutTexts(exchange, loans.size(), set.missing()));
    if (fee != null) {
      texts.add(Sip2Costs.charged(exchange, fee));
    }
    return Sip2Costs.with(exchange, reply, fee)
        .ok(true)
        .with(RENEWAL_OK, Sip2Flag.of(loans.stream().allMatch(CheckoutOutcome.Granted::renewed)))
        .with(DESENSITIZE, Sip2Flag.YES)
        .with(ITEM_IDENTIFIER, set.set())
        .with(TITLE_IDENTIFIER, set.name())
        .with(DUE_DATE, exchange.dialect().due(exchange, set.due()))
        .withEach(SCREEN_MESSAGE, texts);
  }

  /** What the patron should know: whose the due date is, what is missing, and what it cost. */
  private static List<String> texts(
      Sip2Exchange<?> exchange,
      ItemView item,
      @Nullable DecisionReason why,
      @Nullable LendingFee fee) {
    var texts = new ArrayList<String>();
    if (why != null && why.rule().equals(LenderTerms.RULE)) {
      texts.add(Sip2Texts.messages(exchange).text("item.due-to-lender"));
    }
    Sip2Texts.missingParts(exchange, item).ifPresent(texts::add);
    if (fee != null) {
      texts.add(Sip2Costs.charged(exchange, fee));
    }
    return texts;
  }

  /** Sets what describes an item; an empty title if it is not known. */
  private static Sip2Message.Builder<Sip2Response> ofItem(
      Sip2Exchange<?> exchange, Sip2Message.Builder<Sip2Response> reply, @Nullable ItemView item) {
    if (item == null) {
      return reply.with(TITLE_IDENTIFIER, "");
    }
    var shown = exchange.dialect().item(exchange, item);
    return reply
        .with(MAGNETIC_MEDIA, Sip2Texts.magnetic(exchange, item))
        .with(TITLE_IDENTIFIER, shown.title())
        .with(MEDIA_TYPE, Sip2Texts.mediaType(item.mediaType()))
        .withOptional(ITEM_PROPERTIES, shown.properties());
  }
}
