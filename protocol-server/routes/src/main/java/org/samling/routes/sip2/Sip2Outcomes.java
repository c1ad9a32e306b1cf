package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2Wording;
import org.samling.routes.ScreenMessages;
import org.samling.sip2.Sip2Code.Language;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Field;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * What a library has worded for the outcomes of requests: a screen message for what was done, and
 * receipt lines for what was done or refused. They are made of the reply alone, so that a repeated
 * request gets the same, and of nothing that is withheld from the machine.
 */
final class Sip2Outcomes {

  private static final int NARROWEST = 10;

  private Sip2Outcomes() {}

  /**
   * The reply with the texts of its outcome, none of them longer than the machine's screen or paper
   * is wide.
   */
  static Sip2Response worded(Sip2Exchange<?> exchange, Sip2Response reply) {
    var request = request(exchange.message());
    if (request == null || exchange.kiosk().account() == null) {
      return reply;
    }
    var screen = new ArrayList<>(reply.all(SCREEN_MESSAGE));
    var isDone = isDone(reply);
    var messages = messages(exchange, reply);
    if (isDone) {
      add(screen, messages.text(ScreenMessages.DONE + request, values(exchange, reply, "")));
    }
    var receipt = new ArrayList<>(reply.all(PRINT_LINE));
    add(
        receipt,
        messages.text(
            (isDone ? ScreenMessages.RECEIPT_DONE : ScreenMessages.RECEIPT_REFUSED) + request,
            values(exchange, reply, String.join(" ", screen))));
    if (screen.isEmpty() && receipt.isEmpty()) {
      return reply;
    }
    return reply
        .changed()
        .withOnly(SCREEN_MESSAGE, lines(screen, exchange.kiosk().profile().wording().screenWidth()))
        .withOnly(PRINT_LINE, lines(receipt, paper(exchange)))
        .build();
  }

  private static void add(List<String> texts, String text) {
    if (!text.isBlank()) {
      texts.add(text.strip());
    }
  }

  private static List<String> lines(List<String> texts, int width) {
    return texts.stream().flatMap(text -> Sip2Codec.lines(text, width).stream()).toList();
  }

  /** How wide the machine's paper is, as far as its status told. */
  private static int paper(Sip2Exchange<?> exchange) {
    var told = exchange.session().printWidth();
    return told < NARROWEST ? Sip2Wording.LONGEST : Math.min(told, Sip2Wording.LONGEST);
  }

  /** What a request is called in the keys of texts, or null where it is not a patron's. */
  private static @Nullable String request(Sip2Request message) {
    return switch (message) {
      case Sip2Request.Login _, Sip2Request.ScStatus _, Sip2Request.RequestAcsResend _ -> null;
      case Sip2Request.PatronStatusRequest _ -> "patron-status";
      case Sip2Request.PatronInformation _ -> "patron-information";
      case Sip2Request.Checkout _ -> "checkout";
      case Sip2Request.Checkin _ -> "checkin";
      case Sip2Request.Renew _ -> "renew";
      case Sip2Request.RenewAll _ -> "renew-all";
      case Sip2Request.Hold _ -> "hold";
      case Sip2Request.ItemInformation _ -> "item-information";
      case Sip2Request.ItemStatusUpdate _ -> "item-status-update";
      case Sip2Request.FeePaid _ -> "fee-paid";
      case Sip2Request.BlockPatron _ -> "block-patron";
      case Sip2Request.PatronEnable _ -> "patron-enable";
      case Sip2Request.EndPatronSession _ -> "end-session";
    };
  }

  /** Whether a reply says that its request was carried out. */
  private static boolean isDone(Sip2Response reply) {
    var layout = reply.layout();
    if (layout.has(OK)) {
      return reply.get(OK);
    }
    if (layout.has(PAYMENT_ACCEPTED)) {
      return reply.get(PAYMENT_ACCEPTED).isYes();
    }
    if (layout.has(END_SESSION)) {
      return reply.get(END_SESSION).isYes();
    }
    if (layout.has(VALID_PATRON)) {
      var password = reply.find(VALID_PATRON_PASSWORD);
      return reply.get(VALID_PATRON).isYes() && (password == null || password.isYes());
    }
    return !reply.get(TITLE_IDENTIFIER).isEmpty(); // 18, whose item is known
  }

  /** The texts in the language in which the reply's other texts are. */
  private static ScreenMessages messages(Sip2Exchange<?> exchange, Sip2Response reply) {
    var message = exchange.message();
    if (!message.layout().has(LANGUAGE)) {
      return Sip2Texts.messages(exchange);
    }
    var asked = message.get(LANGUAGE);
    return Sip2Texts.messages(
        exchange, asked.is(Language.UNKNOWN) ? reply.get(LANGUAGE) : asked, null);
  }

  /** What the placeholders of these texts stand for. */
  private static Object[] values(Sip2Exchange<?> exchange, Sip2Response reply, String screen) {
    return new Object[] {
      value(exchange, reply, PERSONAL_NAME),
      value(exchange, reply, TITLE_IDENTIFIER),
      value(exchange, reply, DUE_DATE),
      value(exchange, reply, ITEM_IDENTIFIER),
      screen
    };
  }

  private static String value(
      Sip2Exchange<?> exchange, Sip2Response reply, Sip2Field<String> field) {
    return !reply.layout().has(field)
            || exchange.kiosk().withheld(exchange.isProven()).omits(field.id())
        ? ""
        : reply.get(field);
  }
}
