package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.PATRON_ENABLE_RESPONSE;

import java.time.Instant;
import org.samling.core.StoreException;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.patron.BlockCode;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Code.Language;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * Blocks and enables patrons at a machine. It sets and removes one block only, {@link
 * BlockCode#BLOCKED_BY_KIOSK}; all others are staff's. The reply gives the patron's status
 * afterwards.
 */
final class Sip2Blocks {

  /** The longest value of a field, and so of a note. */
  private static final int MAX_NOTE = 255;

  private static final Sip2Code<Language> NO_LANGUAGE = Sip2Code.of(Language.UNKNOWN);

  private final Commands commands;
  private final Sip2Patrons patrons;
  private final Sip2Pins pins;

  Sip2Blocks(Commands commands, Sip2Patrons patrons, Sip2Pins pins) {
    this.commands = commands;
    this.patrons = patrons;
    this.pins = pins;
  }

  /** 01. */
  Sip2Response block(Sip2Exchange<Sip2Request.BlockPatron> exchange) {
    var message = exchange.message();
    var visitor = pins.visitor(exchange);
    var note = message.get(BLOCKED_CARD_MSG);
    var outcome =
        commands.outcome(
            new PatronCommand.BlockPatron(
                exchange.origin(),
                new PatronName.Identifier(visitor.identifier()),
                BlockCode.BLOCKED_BY_KIOSK,
                note.isBlank() ? null : note.substring(0, Math.min(note.length(), MAX_NOTE)),
                null,
                message.get(CARD_RETAINED).isYes()));
    return switch (outcome) {
      case PatronOutcome.Changed(var at, _, _, _) ->
          Sip2Patrons.status(
              exchange, NO_LANGUAGE, at, after(exchange, visitor, "refusal.patron-blocked"));
      case PatronOutcome.Refused(var at, var reason, _) ->
          Sip2Refusals.refuse(exchange, at, Sip2Texts.refusal(exchange, reason));
    };
  }

  /** The patron's status afterwards; if it can't be read, the change stands all the same. */
  private Sip2Patrons.Found after(Sip2Exchange<?> exchange, Sip2Visitor visitor, String otherwise) {
    try {
      return patrons.find(exchange, visitor, NO_LANGUAGE, Sip2Patrons.STATUS);
    } catch (StoreException _) {
      return Sip2Patrons.Found.nothing(Sip2Texts.messages(exchange).text(otherwise));
    }
  }

  /** 25. */
  Sip2Response enable(Sip2Exchange<Sip2Request.PatronEnable> exchange) {
    var visitor = pins.visitor(exchange);
    var before = patrons.find(exchange, visitor, NO_LANGUAGE, Sip2Patrons.STATUS);
    if (before.usableAccount() == null) {
      return enabled(exchange, exchange.received(), before);
    }
    var outcome =
        commands.outcome(
            new PatronCommand.UnblockPatron(
                exchange.origin(),
                new PatronName.Identifier(visitor.identifier()),
                BlockCode.BLOCKED_BY_KIOSK));
    return switch (outcome) {
      case PatronOutcome.Changed(var at, _, _, _) ->
          enabled(exchange, at, after(exchange, visitor, "try-again"));
      case PatronOutcome.Refused(var at, var reason, _) ->
          Sip2Refusals.refuse(exchange, at, Sip2Texts.refusal(exchange, reason));
    };
  }

  private static Sip2Response enabled(
      Sip2Exchange<Sip2Request.PatronEnable> exchange, Instant at, Sip2Patrons.Found found) {
    return Sip2Patrons.reply(exchange, PATRON_ENABLE_RESPONSE, at, NO_LANGUAGE, found)
        .with(PATRON_IDENTIFIER, exchange.message().get(PATRON_IDENTIFIER))
        .build();
  }
}
