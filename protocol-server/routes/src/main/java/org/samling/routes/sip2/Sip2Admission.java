package org.samling.routes.sip2;

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
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.samling.sip2.Sip2Response.PatronInformationResponse.Counts;
import org.samling.sip2.Sip2Response.PatronInformationResponse.Items;
import org.samling.sip2.Sip2Response.PatronInformationResponse.Limits;
import org.samling.sip2.Sip2Response.PatronInformationResponse.Particulars;

/**
 * Decides whether a door lets a patron in. BL, CQ and the patron status all give the answer, since
 * doors look at one or another of them. Nothing is revealed of the patron's loans and fees.
 */
final class Sip2Admission {

  private static final PatronStatusFlags NOTHING_DENIED =
      new PatronStatusFlags(EnumSet.noneOf(Flag.class));

  /** Blank: not revealed. */
  private static final Counts NO_COUNTS =
      new Counts(
          Sip2Number.BLANK,
          Sip2Number.BLANK,
          Sip2Number.BLANK,
          Sip2Number.BLANK,
          Sip2Number.BLANK,
          Sip2Number.BLANK);

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
      return found.pin() == null ? null : validPatron();
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
    var account = found.disclosedAccount();
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
    var message = exchange.message();
    var machine = exchange.session().loggedInAccount();
    var answer = answer(exchange, door, message.language(), found);
    return new Sip2Response.PatronStatusResponse(
        answer.status(),
        Sip2Patrons.language(exchange, answer.account(), message.language()),
        Sip2Texts.date(exchange.received(), machine.tenant().zone()),
        machine.institution(),
        shown(exchange, message.patronIdentifier(), found),
        answer.name(),
        answer.validPatron(),
        answer.validPassword(),
        null,
        null,
        answer.texts(),
        List.of());
  }

  /** 64. */
  Sip2Response information(
      Sip2Exchange<Sip2Request.PatronInformation> exchange,
      Admission door,
      Sip2Patrons.Found found) {
    var message = exchange.message();
    var machine = exchange.session().loggedInAccount();
    var answer = answer(exchange, door, message.language(), found);
    return new Sip2Response.PatronInformationResponse(
        answer.status(),
        Sip2Patrons.language(exchange, answer.account(), message.language()),
        Sip2Texts.date(exchange.received(), machine.tenant().zone()),
        NO_COUNTS,
        machine.institution(),
        shown(exchange, message.patronIdentifier(), found),
        answer.name(),
        Limits.NONE,
        answer.validPatron(),
        answer.validPassword(),
        null,
        null,
        null,
        Items.NONE,
        null,
        null,
        null,
        Particulars.NONE,
        List.of(),
        answer.texts(),
        List.of());
  }

  private static Sip2PatronId shown(
      Sip2Exchange<?> exchange, Sip2PatronId asked, Sip2Patrons.Found found) {
    return exchange.dialect().patron(asked, found.account() != null);
  }
}
