package org.samling.console.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialMachine.TestData;
import org.samling.console.trial.TrialPartner.Exchange;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account;

/** The page for acting as an NCIP partner. */
final class PartnerTrial {

  private static final String PAGE = "trial/partner";

  /** The maximum length of a message; a longer form field is cut off. */
  private static final int LONGEST = 3_900;

  private final TrialAccounts accounts;
  private final TrialMachine machine;
  private final TrialPartner partner;

  PartnerTrial(TrialAccounts accounts, TrialMachine machine, TrialPartner partner) {
    this.accounts = accounts;
    this.machine = machine;
    this.partner = partner;
  }

  Reply show(Visit visit) {
    var known = accounts.of(visit, Account.Protocol.NCIP);
    var canned = machine.testData(visit.tenant()).orElse(null);
    return Reply.page(
        PAGE,
        new PartnerPage(
            known,
            TrialAccounts.chosen(visit, known),
            canned,
            canned == null ? "" : CannedService.LOOKUP_ITEM.messageFor(canned),
            null));
  }

  Reply send(Visit visit) {
    var form = visit.request();
    var known = accounts.of(visit, Account.Protocol.NCIP);
    var account = form.field("account");
    if (machine.testData(visit.tenant()).isEmpty()) {
      return answer(known, account, null, "", null, "trial.no-sandbox");
    }
    var canned = new TestData(form.field("patron"), form.field("pin"), form.field("item"));
    var service = CannedService.of(form.field("canned"));
    var message = service.map(s -> s.messageFor(canned)).orElseGet(() -> form.field("message"));
    if (!known.contains(account)) {
      return answer(known, account, canned, message, null, "trial.no-account");
    }
    if (message.isEmpty() || message.length() > LONGEST) {
      return answer(known, account, canned, message, null, "trial.no-xml");
    }
    var answered = partner.send(visit.tenant(), account, message, visit.member().seesPatrons());
    if (answered.isEmpty()) {
      return answer(known, account, canned, message, null, "trial.no-account");
    }
    visit.note("trial", account, "NCIP " + service.map(CannedService::element).orElse(""));
    return answer(known, account, canned, message, answered.get(), null);
  }

  private static Reply answer(
      List<String> known,
      String account,
      @Nullable TestData canned,
      String message,
      @Nullable Exchange answered,
      @Nullable String problem) {
    var page = new PartnerPage(known, account, canned, message, answered, problem);
    return problem == null ? Reply.page(PAGE, page) : Reply.unfit(PAGE, page);
  }
}
