package org.samling.routes.sip2;

import java.time.Instant;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.OwnTexts;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Request;

/**
 * One request on its way through its route: the body of the exchange.
 *
 * @param session the connection it came on
 * @param frame its bytes
 * @param message what they say
 * @param received when it came
 * @param isDated whether sequence number and date show that the same bytes again are the same
 *     message again
 * @param settings what the routes go by
 * @param ownTexts the texts that tenants word in their own way
 * @param kiosk what its machine may do and is told
 * @param branch the code of the branch where it happens; nothing before login
 */
record Sip2Exchange<M extends Sip2Request>(
    Sip2Session session,
    Sip2Frame frame,
    M message,
    Instant received,
    boolean isDated,
    Sip2Settings settings,
    OwnTexts ownTexts,
    Sip2Kiosk kiosk,
    String branch) {

  /** The same at another branch. */
  Sip2Exchange<M> at(String other) {
    return new Sip2Exchange<>(
        session, frame, message, received, isDated, settings, ownTexts, kiosk, other);
  }

  /** How its machine speaks. */
  Sip2Dialect dialect() {
    return session.dialect();
  }

  /**
   * Where the command comes from. Its key is made of the account, the terminal and the frame, on
   * whatever connection it comes. Where AY and the date in its bytes don't show that the same frame
   * is the same command, it is that only while the effect of the first stands.
   */
  Origin origin() {
    return origin(key());
  }

  /**
   * Where one of several commands of a message comes from.
   *
   * @param part what tells it from the others
   */
  Origin originOf(String part) {
    return origin(CommandKey.of(settings.retransmissionWindow(), key().hex(), part));
  }

  private CommandKey key() {
    return CommandKey.of(
        settings.retransmissionWindow(),
        "sip2",
        session.loggedInAccount().id(),
        session.terminal(),
        frame.bytes());
  }

  private Origin origin(CommandKey key) {
    var account = session.loggedInAccount();
    return new Origin(
        account.tenant().id(),
        isDated ? key : key.whileEffectStands(),
        account.username(),
        branch,
        received.plus(settings.answerWithin()));
  }
}
