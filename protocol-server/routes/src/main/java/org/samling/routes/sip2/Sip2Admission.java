package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;
import static org.samling.sip2.Sip2ResponseLayouts.PATRON_INFORMATION_RESPONSE;
import static org.samling.sip2.Sip2ResponseLayouts.PATRON_STATUS_RESPONSE;

import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.rules.AdmissionRules;
import org.samling.core.organisation.Sip2Profile.Admission;
import org.samling.sip2.PatronStatusFlags;
import org.samling.sip2.PatronStatusFlags.Flag;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Code.Language;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;

/**
 * Decides whether a door lets a patron in. BL, CQ and the patron status all give the answer, since
 * doors look at one or another of them. Nothing is revealed of the patron's loans and fees.
 */
final class Sip2Admission {

  private static final PatronStatusFlags NOTHING_DENIED =
      new PatronStatusFlags(EnumSet.noneOf(Flag.class));

  private final Inquiries inquiries;

  Sip2Admission(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  /** The answer to a door: the account is null unless the patron is let in. */
  private record Answer(
      Sip2Patrons.Found found, @Nullable PatronAccount account, List<String> texts) {

    PatronStatusFlags status() {
      return account == null ? Sip2Refusals.ALL_DENIED : NOTHING_DENIED;
    }

    Sip2Flag validPatron() {
      return Sip2Flag.of(account != null);
    }

    @Nullable Sip2Flag validPassword() {
      return found.validPassword() == null ? null : validPatron();
    }

    String name() {
      return account == null ? "" : account.patron().name();
    }
  }

  private Answer answer(
      Sip2Exchange<?> exchange,
      Admission door,
      Sip2Code<Language> language,
      Sip2Patrons.Found found) {
    var account = found.usableAccount();
    if (account == null) {
      return new Answer(found, null, found.texts());
    }
    var messages = Sip2Texts.messages(exchange, language, account);
    var policy = inquiries.policy(exchange.session().loggedInAccount().tenant().id());
    var broken =
        new AdmissionRules(policy, exchange.received(), exchange.branch()).broken(account, door);
    return broken.isEmpty()
        ? new Answer(found, account, List.of(messages.text("admission.granted")))
        : new Answer(found, null, broken.stream().map(c -> messages.refusal(c.reason())).toList());
  }

  /** 24. */
  Sip2Response status(
      Sip2Exchange<Sip2Request.PatronStatusRequest> exchange,
      Admission door,
      Sip2Patrons.Found found) {
    return reply(exchange, PATRON_STATUS_RESPONSE, door, found).build();
  }

  /** 64. */
  Sip2Response information(
      Sip2Exchange<Sip2Request.PatronInformation> exchange,
      Admission door,
      Sip2Patrons.Found found) {
    // Blank: not revealed.
    return Sip2Refusals.withCounts(
            reply(exchange, PATRON_INFORMATION_RESPONSE, door, found), Sip2Number.BLANK)
        .build();
  }

  private Sip2Message.Builder<Sip2Response> reply(
      Sip2Exchange<?> exchange,
      Sip2Layout<Sip2Response> layout,
      Admission door,
      Sip2Patrons.Found found) {
    var message = exchange.message();
    var answer = answer(exchange, door, message.get(LANGUAGE), found);
    var patron = message.get(PATRON_IDENTIFIER);
    return exchange
        .reply(layout, exchange.received())
        .with(PATRON_STATUS, answer.status())
        .with(LANGUAGE, Sip2Patrons.language(exchange, answer.account(), message.get(LANGUAGE)))
        .with(PATRON_IDENTIFIER, exchange.dialect().patron(patron, found.account() != null))
        .with(PERSONAL_NAME, answer.name())
        .with(VALID_PATRON, answer.validPatron())
        .withOptional(VALID_PATRON_PASSWORD, answer.validPassword())
        .withEach(SCREEN_MESSAGE, answer.texts());
  }
}
