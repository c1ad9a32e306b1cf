package org.samling.console.trial;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialMachine.Exchange;
import org.samling.console.trial.TrialMachine.TestData;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.staff.Permission;

/** The pages for acting as a machine or another library in a sandbox. */
public final class TrialSection implements Section {

  private static final String PAGE = "trial/trial";

  /** The maximum length of a message. */
  private static final int LONGEST = 1_000;

  /** A SIP2 date without a zone: local time. */
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'    'HHmmss");

  private final TrialAccounts accounts;
  private final TrialMachine machine;
  private final SearchTrial searches;
  private final PartnerTrial partners;

  /** Creates an instance. */
  public TrialSection(
      MachineAccounts accounts,
      TrialMachine machine,
      TrialSearcher searcher,
      TrialPartner partner) {
    this.accounts = new TrialAccounts(accounts);
    this.machine = machine;
    this.searches = new SearchTrial(this.accounts, machine, searcher);
    this.partners = new PartnerTrial(this.accounts, machine, partner);
  }

  @Override
  public String name() {
    return "trial";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/trial", Permission.TRIAL, this::show),
        Endpoint.post("/trial", Permission.TRIAL, this::send),
        Endpoint.post("/trial/replay", Permission.TRIAL, this::replay),
        Endpoint.get("/trial/z3950", Permission.TRIAL, searches::show),
        Endpoint.post("/trial/z3950", Permission.TRIAL, searches::ask),
        Endpoint.get("/trial/ncip", Permission.TRIAL, partners::show),
        Endpoint.post("/trial/ncip", Permission.TRIAL, partners::send));
  }

  private List<String> accounts(Visit visit) {
    return accounts.of(visit, Account.Protocol.SIP2);
  }

  private Reply show(Visit visit) {
    var canned = machine.testData(visit.tenant()).orElse(null);
    var known = accounts(visit);
    var account = TrialAccounts.chosen(visit, known);
    return Reply.page(PAGE, new TrialPage(known, account, canned, "", null));
  }

  private Reply send(Visit visit) {
    var request = visit.request();
    var account = request.field("account");
    if (machine.testData(visit.tenant()).isEmpty()) {
      return unfit(accounts(visit), account, null, "", "trial.no-sandbox");
    }
    var canned =
        new TestData(
            cleaned(request.field("patron")),
            cleaned(request.field("pin")),
            cleaned(request.field("item")));
    var message =
        CannedMessage.of(request.field("canned"))
            .map(m -> m.messageFor(canned))
            .orElseGet(() -> cleanedMessage(request.field("message")));
    return send(visit, account, canned, message);
  }

  /** Sends a logged message, of the same tenant or of another one whose log the visitor may see. */
  private Reply replay(Visit visit) {
    var request = visit.request();
    var known = accounts(visit);
    var logged = request.field("account");
    var sandbox = machine.testData(visit.tenant());
    if (sandbox.isEmpty()) {
      return unfit(known, logged, null, "", "trial.no-sandbox");
    }
    var isOfSandbox = request.field("tenant").equals(visit.tenant().code());
    var account =
        isOfSandbox && known.contains(logged) ? logged : known.isEmpty() ? "" : known.getFirst();
    var canned = sandbox.get();
    return send(
        visit,
        account,
        canned,
        Replay.of(cleanedMessage(request.field("message")), canned, isOfSandbox));
  }

  private Reply send(Visit visit, String account, TestData canned, String message) {
    var tenant = visit.tenant();
    var known = accounts(visit);
    if (!known.contains(account)) {
      return unfit(known, account, canned, message, "trial.no-account");
    }
    if (message.length() < 2 || message.length() > LONGEST) {
      return unfit(known, account, canned, message, "trial.no-message");
    }
    var now = DATE.format(Instant.now().atZone(tenant.zone()));
    var exchanged =
        machine.send(tenant, account, message.replace("{date}", now), visit.member().seesPatrons());
    if (exchanged.isEmpty()) {
      return unfit(known, account, canned, message, "trial.no-account");
    }
    visit.note("trial", account, message.substring(0, 2));
    return page(known, account, canned, message, exchanged.get());
  }

  private static Reply page(
      List<String> known, String account, TestData canned, String message, Exchange exchanged) {
    return Reply.page(PAGE, new TrialPage(known, account, canned, message, exchanged));
  }

  private static Reply unfit(
      List<String> known,
      String account,
      @Nullable TestData canned,
      String message,
      String problem) {
    return Reply.unfit(PAGE, new TrialPage(known, account, canned, message, null, problem));
  }

  /** Removes characters that would end the field or the message. */
  private static String cleaned(String text) {
    return cleanedMessage(text).replace("|", "");
  }

  private static String cleanedMessage(String text) {
    return text.replaceAll("\\p{Cntrl}", "");
  }
}
