package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.PATRON_IDENTIFIER;
import static org.samling.sip2.Sip2Fields.PATRON_PASSWORD;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.PatronData;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.PatronAuthentication;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Secret;

/**
 * Checks the PINs that patrons enter at a machine. A correct PIN is not hashed again while the same
 * patron continues, unless it was replaced or the patron was locked meanwhile, on whichever node.
 * If the machine sends no PIN, nothing is checked and no failure counted.
 *
 * <p>Without a right PIN only a card names its patron. A CPR number, a UNI-Login name and an e-mail
 * address are guessed or known to others: the message is answered as for a card that does not
 * exist, so that nobody learns who is a patron.
 */
final class Sip2Pins {

  /** An identifier that nobody has, and that may be logged and kept. */
  private static final String NOBODY = Cpr.MASK;

  /** Neither a UNI-Login name nor an e-mail address: what need not be looked up. */
  private static final Pattern DIGITS = Pattern.compile("\\d*");

  private final PatronAuthentication authentication;
  private final Inquiries inquiries;

  Sip2Pins(PatronAuthentication authentication, Inquiries inquiries) {
    this.authentication = authentication;
    this.inquiries = inquiries;
  }

  /** The patron in a message, whose PIN is checked if it has one. */
  Sip2Visitor visitor(Sip2Exchange<?> exchange) {
    var message = exchange.message();
    var patron = message.get(PATRON_IDENTIFIER);
    var given = message.layout().has(PATRON_PASSWORD) ? message.find(PATRON_PASSWORD) : null;
    var pin = check(exchange, patron, given);
    if (!exchange.isProven() && namesNobody(exchange)) {
      return new Sip2Visitor(NOBODY, pin == null ? null : false, false);
    }
    return new Sip2Visitor(patron.value(), pin, exchange.isProven());
  }

  /**
   * Whether field AA may be something else than a card, by which its machine is told of nobody
   * without a right PIN. A card whose number looks like a CPR number is a card.
   */
  boolean namesNobody(Sip2Exchange<?> exchange) {
    var identifier = exchange.message().get(PATRON_IDENTIFIER).value();
    var isCpr = Cpr.parse(identifier).isPresent();
    if (!isCpr && DIGITS.matcher(identifier).matches()) {
      return false;
    }
    return !exchange.kiosk().isTold(isCpr ? PatronData.CPR : PatronData.LOGIN)
        && !inquiries.isCard(exchange.session().loggedInAccount().tenant().id(), identifier);
  }

  /** Whether the PIN is right, or null if none was sent. */
  private @Nullable Boolean check(
      Sip2Exchange<?> exchange, Sip2PatronId patron, @Nullable Sip2Secret given) {
    var session = exchange.session();
    var remembered = session.checkedPins();
    var tenant = session.loggedInAccount().tenant().id();
    if (given == null || given.value().isEmpty()) {
      // A lock or another PIN ends what the one given before opened.
      remembered
          .here(patron.value(), exchange.received())
          .filter(before -> !authentication.stands(tenant, before))
          .ifPresent(_ -> remembered.forget(patron.value()));
      return null;
    }
    var pin = new Secret(given.value());
    var known = remembered.find(patron.value(), pin, exchange.received());
    if (known.isPresent() && authentication.stands(tenant, known.get())) {
      return true;
    }
    var right = authentication.check(tenant, patron.value(), pin);
    right.ifPresentOrElse(
        now -> remembered.remember(patron.value(), pin, now, exchange.received()),
        () -> remembered.forget(patron.value()));
    return right.isPresent();
  }
}
