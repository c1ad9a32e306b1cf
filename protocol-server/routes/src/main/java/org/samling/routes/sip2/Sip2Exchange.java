package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.INSTITUTION_ID;
import static org.samling.sip2.Sip2Fields.PATRON_IDENTIFIER;
import static org.samling.sip2.Sip2Fields.TRANSACTION_DATE;

import java.time.Instant;
import java.util.Set;
import org.samling.core.StoreException;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.organisation.OwnTexts;
import org.samling.core.organisation.PatronData;
import org.samling.routes.Message;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way through its route.
 *
 * @param session the session of the connection it came on
 * @param frame its bytes
 * @param message the decoded message
 * @param received when it arrived
 * @param isDated whether its sequence number and date identify it, so that the same bytes received
 *     again are a retransmission
 * @param settings settings of the routes
 * @param ownTexts the texts that tenants have reworded
 * @param inquiries answers queries
 * @param kiosk what its machine may do and see
 * @param branch the code of the branch where it happens; empty before login
 */
record Sip2Exchange<M extends Sip2Request>(
    Sip2Session session,
    Sip2Frame frame,
    M message,
    Instant received,
    boolean isDated,
    Sip2Settings settings,
    OwnTexts ownTexts,
    Inquiries inquiries,
    Sip2Kiosk kiosk,
    String branch)
    implements Message<Sip2Result> {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2Exchange.class);

  /** The same with its message, whose type is known. */
  <T extends Sip2Request> Sip2Exchange<T> with(T known) {
    return new Sip2Exchange<>(
        session, frame, known, received, isDated, settings, ownTexts, inquiries, kiosk, branch);
  }

  /** A copy at another branch. */
  Sip2Exchange<M> at(String other) {
    return new Sip2Exchange<>(
        session, frame, message, received, isDated, settings, ownTexts, inquiries, kiosk, other);
  }

  /**
   * Begins a reply of this layout, with its date, and the institution where it has that field.
   *
   * @param at when it was decided: the same whenever the request is repeated
   */
  Sip2Message.Builder<Sip2Response> reply(Sip2Layout<Sip2Response> layout, Instant at) {
    var reply =
        Sip2Response.reply(layout).with(TRANSACTION_DATE, Sip2Texts.date(at, Sip2Texts.zone(this)));
    return layout.has(INSTITUTION_ID) ? reply.with(INSTITUTION_ID, institution()) : reply;
  }

  /** What replies call the institution (AO); empty before login. */
  String institution() {
    return session.account() == null
        ? ""
        : dialect().institution(kiosk.profile().wire(), session.institution());
  }

  /** Whether the patron in the message has given a right PIN. */
  boolean isProven() {
    return session.isProven(message, received);
  }

  /** Whether the machine may be told this of the patron in the message, who is known. */
  boolean tells(PatronData data) {
    return kiosk.isTold(data) || isProven();
  }

  /**
   * The language of texts where the message names none: the patron's, where the profile wants that
   * and the machine may be told, or else the machine's. What was done stands even if the store
   * can't be asked for the patron's.
   */
  String language() {
    var account = kiosk.account();
    if (account == null) {
      return Sip2Texts.UNKNOWN_LANGUAGE;
    }
    if (!kiosk.profile().wording().isInPatronsLanguage()
        || !message.layout().has(PATRON_IDENTIFIER)
        || !tells(PatronData.ACCOUNT)) {
      return account.language();
    }
    try {
      var identifier = message.get(PATRON_IDENTIFIER).value();
      var own =
          session.languageOf(
              identifier,
              () ->
                  inquiries
                      .patron(account.tenant().id(), identifier, Set.of())
                      .map(patron -> patron.patron().language())
                      .orElse(Sip2Texts.UNKNOWN_LANGUAGE));
      return own.equals(Sip2Texts.UNKNOWN_LANGUAGE) ? account.language() : own;
    } catch (StoreException e) {
      LOG.warn("a reply is not in the patron's language: {}", e.toString());
      return account.language();
    }
  }

  /** The dialect that its machine speaks. */
  Sip2Dialect dialect() {
    return session.dialect();
  }

  /**
   * The origin of the command. Its key is derived from the account, the terminal and the frame,
   * whichever connection it arrives on. If AY and the date don't identify the frame, the same frame
   * counts as the same command only while the effect of the first lasts.
   */
  Origin origin() {
    return origin(key());
  }

  /**
   * The origin of one of several commands of a message.
   *
   * @param part what distinguishes it from the others
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
