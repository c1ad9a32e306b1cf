package org.samling.routes.sip2;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.routes.Commands;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Flag;
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
    this.offline = new Sip2Offline(commands);
  }

  /** 11. */
  Sip2Response checkout(Sip2Exchange<Sip2Request.Checkout> exchange) {
    var message = exchange.message();
    var isCancellation = message.cancel() != null && message.cancel().isYes();
    if (message.noBlock().isYes() && !isCancellation) {
      var recorded = offline.checkout(exchange);
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
    var wrongPin = pins.refusal(exchange, message.patronIdentifier(), message.patronPassword());
    if (wrongPin != null) {
      return Sip2Refusals.refuse(exchange, wrongPin);
    }
    if (isCancellation) {
      return cancellation.checkin(exchange);
    }
    var outcome =
        commands.outcome(
            new LoanCommand.Checkout(
                exchange.origin(),
                message.patronIdentifier().value(),
                message.itemIdentifier(),
                message.scRenewalPolicy().isYes(),
                null));
    var reply = loanReply(exchange, message.patronIdentifier(), outcome);
    return new Sip2Response.CheckoutResponse(
        reply.ok(),
        reply.renewalOk(),
        Sip2Flag.UNKNOWN,
        reply.desensitize(),
        reply.date(),
        reply.institution(),
        reply.patron(),
        reply.item(),
        reply.title(),
        reply.due(),
        null,
        null,
        null,
        null,
        reply.media(),
        reply.properties(),
        reply.transaction(),
        reply.texts(),
        List.of());
  }

  /** 29. */
  Sip2Response renew(Sip2Exchange<Sip2Request.Renew> exchange) {
    var message = exchange.message();
    var messages = Sip2Texts.messages(exchange);
    if (message.noBlock().isYes()) {
      var recorded = offline.renew(exchange, item(exchange));
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
    var wrongPin = pins.refusal(exchange, message.patronIdentifier(), message.patronPassword());
    if (wrongPin != null) {
      return Sip2Refusals.refuse(exchange, wrongPin);
    }
    var item = item(exchange);
    if (item == null) {
      return Sip2Refusals.refuse(exchange, messages.refusal(RefusalReason.NOT_ON_LOAN_TO_PATRON));
    }
    var outcome =
        commands.outcome(
            new LoanCommand.Renew(exchange.origin(), message.patronIdentifier().value(), item));
    var reply = loanReply(exchange, message.patronIdentifier(), outcome);
    return new Sip2Response.RenewResponse(
        reply.ok(),
        reply.renewalOk(),
        Sip2Flag.UNKNOWN,
        Sip2Flag.NO,
        reply.date(),
        reply.institution(),
        reply.patron(),
        reply.item(),
        reply.title(),
        reply.due(),
        null,
        null,
        null,
        null,
        reply.media(),
        reply.properties(),
        reply.transaction(),
        reply.texts(),
        List.of());
  }

  /** The item to renew: given by its barcode, or by its title among the patron's loans. */
  private @Nullable String item(Sip2Exchange<Sip2Request.Renew> exchange) {
    var message = exchange.message();
    var item = message.itemIdentifier();
    var title = message.titleIdentifier();
    if ((item != null && !item.isEmpty()) || title == null || title.isEmpty()) {
      return item;
    }
    return inquiries
        .patron(
            exchange.session().loggedInAccount().tenant().id(), message.patronIdentifier().value())
        .flatMap(account ->
            account.loans().stream()
                .filter(l -> l.record().toString().equals(title) || l.title().equals(title))
                .map(PatronAccount.Loan::barcode)
                .findFirst())
        .orElse(null);
  }

  /**
   * 65: renews every loan of the patron, each by its own rules. If the store fails on one loan and
   * certainly did not renew it, the renewals already made are still reported.
   */
  Sip2Response renewAll(Sip2Exchange<Sip2Request.RenewAll> exchange) {
    var message = exchange.message();
    var messages = Sip2Texts.messages(exchange);
    var patron = message.patronIdentifier().value();
    var wrongPin = pins.refusal(exchange, message.patronIdentifier(), message.patronPassword());
    if (wrongPin != null) {
      return Sip2Refusals.refuse(exchange, wrongPin);
    }
    var account = inquiries.patron(exchange.session().loggedInAccount().tenant().id(), patron);
    if (account.isEmpty()) {
      return Sip2Refusals.refuse(exchange, messages.text("refusal.patron-unknown"));
    }
    var renewed = new ArrayList<String>();
    var unrenewed = new ArrayList<String>();
    var texts = new LinkedHashSet<String>();
    var listed = exchange.dialect().patronLists(exchange, account.get());
    var at = account.get().loans().isEmpty() ? exchange.received() : Instant.EPOCH;
    for (var loan : account.get().loans()) {
      var item = loan.barcode();
      try {
        var outcome =
            commands.outcome(new LoanCommand.Renew(exchange.originOf(item), patron, item));
        if (outcome instanceof CheckoutOutcome.Granted granted) {
          renewed.add(listed.renewed(loan, granted.due()));
        } else {
          unrenewed.add(listed.unrenewed(loan));
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
    return new Sip2Response.RenewAllResponse(
        true,
        Sip2Number.of(renewed.size()),
        Sip2Number.of(unrenewed.size()),
        Sip2Texts.date(at, Sip2Texts.zone(exchange)),
        exchange.session().loggedInAccount().institution(),
        renewed,
        unrenewed,
        List.copyOf(texts),
        List.of());
  }

  /** 09. */
  Sip2Response checkin(Sip2Exchange<Sip2Request.Checkin> exchange) {
    var message = exchange.message();
    if (message.cancel() != null && message.cancel().isYes()) {
      return cancellation.checkout(exchange);
    }
    if (message.noBlock().isYes()) {
      var recorded = offline.checkin(exchange);
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
    var zone = Sip2Texts.zone(exchange);
    var outcome =
        commands.outcome(
            new LoanCommand.Checkin(
                exchange.origin(),
                message.itemIdentifier(),
                exchange.received(),
                exchange.kiosk().profile().returns()));
    return switch (outcome) {
      case CheckinOutcome.Returned returned -> returned(exchange, returned);
      case CheckinOutcome.SetReturned set -> Sip2Sets.checkinResponse(exchange, set);
      case CheckinOutcome.OfOther other -> ofOther(exchange, other);
      case CheckinOutcome.Refused(var when, var reason, var barcode, _) ->
          new Sip2Response.CheckinResponse(
              false,
              Sip2Flag.NO,
              Sip2Flag.UNKNOWN,
              Sip2Flag.NO,
              Sip2Texts.date(when, zone),
              exchange.session().loggedInAccount().institution(),
              barcode,
              "",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              List.of(Sip2Texts.refusal(exchange, reason)),
              List.of());
    };
  }

  /** An item of another tenant: not checked in here, but sent to its owner. */
  private static Sip2Response ofOther(
      Sip2Exchange<Sip2Request.Checkin> exchange, CheckinOutcome.OfOther other) {
    var routing = Sip2Routing.of(exchange, other);
    return new Sip2Response.CheckinResponse(
        false,
        Sip2Flag.NO,
        Sip2Flag.UNKNOWN,
        routing.alert(),
        Sip2Texts.date(other.at(), Sip2Texts.zone(exchange)),
        exchange.session().loggedInAccount().institution(),
        other.barcode(),
        other.home(),
        other.title(),
        null,
        null,
        null,
        null,
        routing.alertType(),
        routing.destination(),
        null,
        null,
        null,
        null,
        null,
        routing.texts(),
        List.of());
  }

  private static Sip2Response returned(
      Sip2Exchange<Sip2Request.Checkin> exchange, CheckinOutcome.Returned returned) {
    var item = returned.item();
    var shown = exchange.dialect().item(exchange, item);
    var routed = Sip2Routing.of(exchange, returned.destination());
    var routing =
        Sip2Texts.missingParts(exchange, item).map(text -> routed.withWarning(text)).orElse(routed);
    return new Sip2Response.CheckinResponse(
        true,
        Sip2Flag.YES,
        Sip2Flag.UNKNOWN,
        routing.alert(),
        Sip2Texts.date(returned.at(), Sip2Texts.zone(exchange)),
        exchange.session().loggedInAccount().institution(),
        item.barcode(),
        shown.home(),
        shown.title(),
        returned.bin(),
        exchange.dialect().borrower(returned.patron()),
        Sip2Texts.mediaType(item.mediaType()),
        shown.properties(),
        routing.alertType(),
        routing.destination(),
        item.callNumber(),
        item.location(),
        routing.holdPatron(),
        routing.holdPatronName(),
        routing.holdPatronPhone(),
        Sip2Sets.routingTexts(exchange, routing.texts(), returned.set()),
        List.of());
  }

  /** What a reply to 11 and one to 29 have in common. */
  private record LoanReply(
      boolean ok,
      Sip2Flag renewalOk,
      Sip2Flag desensitize,
      Sip2Date date,
      String institution,
      Sip2PatronId patron,
      String item,
      String title,
      String due,
      @Nullable Sip2Code<Sip2Code.MediaType> media,
      @Nullable String properties,
      @Nullable String transaction,
      List<String> texts) {}

  private static LoanReply loanReply(
      Sip2Exchange<?> exchange, Sip2PatronId patron, CheckoutOutcome outcome) {
    var zone = Sip2Texts.zone(exchange);
    var institution = exchange.session().loggedInAccount().institution();
    return switch (outcome) {
      case CheckoutOutcome.Granted(var at, var loan, var item, var due, var renewed, _, _) -> {
        var shown = exchange.dialect().item(exchange, item);
        yield new LoanReply(
            true,
            Sip2Flag.of(renewed),
            Sip2Flag.YES,
            Sip2Texts.date(at, zone),
            institution,
            patron,
            item.barcode(),
            shown.title(),
            exchange.dialect().due(due, zone),
            Sip2Texts.mediaType(item.mediaType()),
            shown.properties(),
            loan.toString(),
            Sip2Texts.missingParts(exchange, item).stream().toList());
      }
      case CheckoutOutcome.SetGranted(var at, var set, var name, var loans, var due, var missing) ->
          new LoanReply(
              true,
              Sip2Flag.of(loans.stream().allMatch(CheckoutOutcome.Granted::renewed)),
              Sip2Flag.YES,
              Sip2Texts.date(at, zone),
              institution,
              patron,
              set,
              name,
              exchange.dialect().due(due, zone),
              null,
              null,
              null,
              Sip2Sets.checkoutTexts(exchange, loans.size(), missing));
      case CheckoutOutcome.SetRefused refused ->
          new LoanReply(
              false,
              Sip2Flag.NO,
              Sip2Flag.NO,
              Sip2Texts.date(refused.at(), zone),
              institution,
              patron,
              refused.set(),
              refused.name(),
              "",
              null,
              null,
              null,
              Sip2Sets.refusalTexts(exchange, refused));
      case CheckoutOutcome.Refused(var at, var reason, var barcode, var item, var due, _) -> {
        var shown = item == null ? null : exchange.dialect().item(exchange, item);
        yield new LoanReply(
            false,
            Sip2Flag.NO,
            Sip2Flag.NO,
            Sip2Texts.date(at, zone),
            institution,
            patron,
            barcode,
            shown == null ? "" : shown.title(),
            due == null ? "" : exchange.dialect().due(due, zone),
            media(item),
            shown == null ? null : shown.properties(),
            null,
            List.of(Sip2Texts.refusal(exchange, reason)));
      }
    };
  }

  private static @Nullable Sip2Code<Sip2Code.MediaType> media(@Nullable ItemView item) {
    return item == null ? null : Sip2Texts.mediaType(item.mediaType());
  }
}
