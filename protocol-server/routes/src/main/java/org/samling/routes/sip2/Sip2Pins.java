package org.samling.routes.sip2;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PatronAuthentication.PinCheck;
import org.samling.routes.ScreenMessages;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Secret;

/**
 * Checks the PINs that patrons give at a machine. One that was right is not checked again while the
 * same patron goes on; none is checked, and no failure counted, where the machine sends none.
 */
final class Sip2Pins {

  private final PatronAuthentication authentication;

  Sip2Pins(PatronAuthentication authentication) {
    this.authentication = authentication;
  }

  /** What came of it, or null where no PIN was given. */
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
      session.pinWasRight(patron.value(), pin, exchange.received());
    }
    return result;
  }

  /** Checks, and gives what people read when nothing is done because of it, or null. */
  @Nullable String refusal(
      Sip2Exchange<?> exchange, Sip2PatronId patron, @Nullable Sip2Secret given) {
    return refusal(check(exchange, patron, given), Sip2Texts.messages(exchange));
  }

  /**
   * What people read when the PIN was given and is not right; null when nothing stands in the way.
   */
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
