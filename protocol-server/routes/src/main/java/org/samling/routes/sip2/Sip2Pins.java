package org.samling.routes.sip2;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PatronAuthentication.PinCheck;
import org.samling.routes.ScreenMessages;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Secret;

/**
 * Checks the PINs that patrons enter at a machine. A correct PIN is not checked again while the
 * same patron continues. If the machine sends no PIN, nothing is checked and no failure counted.
 */
final class Sip2Pins {

  private final PatronAuthentication authentication;

  Sip2Pins(PatronAuthentication authentication) {
    this.authentication = authentication;
  }

  /** The result, or null if no PIN was sent. */
  @Nullable PinCheck check(
      Sip2Exchange<?> exchange, Sip2PatronId patron, @Nullable Sip2Secret given) {
    if (given == null || given.value().isEmpty()) {
      return null;
    }
    var session = exchange.session();
    var pin = new Secret(given.value());
    if (session.isPinChecked(patron.value(), pin, exchange.received())) {
      return PinCheck.VERIFIED;
    }
    var result = authentication.check(session.loggedInAccount().tenant().id(), patron.value(), pin);
    if (result == PinCheck.VERIFIED) {
      session.rememberPin(patron.value(), pin, exchange.received());
    }
    return result;
  }

  /** Checks the PIN; returns the text of the refusal, or null if there is no reason to refuse. */
  @Nullable String refusal(
      Sip2Exchange<?> exchange, Sip2PatronId patron, @Nullable Sip2Secret given) {
    return refusal(check(exchange, patron, given), Sip2Texts.messages(exchange));
  }

  /** The text of the refusal if a PIN was sent and is wrong; else null. */
  static @Nullable String refusal(@Nullable PinCheck check, ScreenMessages messages) {
    if (check == null) {
      return null;
    }
    return switch (check) {
      case VERIFIED -> null;
      case WRONG -> messages.text("pin.wrong");
      case LOCKED_OUT -> messages.text("pin.locked-out");
    };
  }
}
