package org.samling.console.trial;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialMachine.Canned;
import org.samling.console.trial.TrialMachine.Exchanged;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.staff.Permission;

/** The page on which one is a machine. */
public final class TrialSection implements Section {

  private static final String PAGE = "trial/trial";

  /** How long a message may be. */
  private static final int LONGEST = 1_000;

  /** A date as SIP2 has it, without a zone: local time. */
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'    'HHmmss");

  private final MachineAccounts accounts;
  private final TrialMachine machine;

  /**
   * Makes it.
   *
   * @param accounts lists the accounts
   * @param machine speaks
   */
  public TrialSection(MachineAccounts accounts, TrialMachine machine) {
    this.accounts = accounts;
    this.machine = machine;
  }

  @Override
  public String name() {
    return "trial";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/trial", Permission.TRIAL, this::show),
        Endpoint.post("/trial", Permission.TRIAL, this::send));
  }

  private List<String> accounts(Visit visit) {
    return accounts.all(visit.tenant().id()).stream()
        .filter(a -> a.protocol() == Account.Protocol.SIP2 && a.access().enabled())
        .filter(a -> visit.member().sees(a.agency()))
        .map(MachineAccount::username)
        .toList();
  }

  private Reply show(Visit visit) {
    var canned = machine.canned(visit.tenant()).orElse(null);
    var known = accounts(visit);
    var asked = visit.request().argument("account");
    var account = known.contains(asked) ? asked : known.isEmpty() ? "" : known.getFirst();
    return Reply.page(PAGE, new TrialPage(known, account, canned, "", null, null));
  }

  private Reply send(Visit visit) {
    var request = visit.request();
    var tenant = visit.tenant();
    var known = accounts(visit);
    var account = request.field("account");
    var sandbox = machine.canned(tenant);
    if (sandbox.isEmpty()) {
      return unfit(known, account, null, "", "trial.no-sandbox");
    }
    var canned =
        new Canned(
            cleaned(request.field("patron")),
            cleaned(request.field("pin")),
            cleaned(request.field("item")));
    var message =
        CannedMessage.of(request.field("canned"))
            .map(m -> m.about(canned))
            .orElseGet(() -> cleanedMessage(request.field("message")));
    if (!known.contains(account)) {
      return unfit(known, account, canned, message, "trial.no-account");
    }
    if (message.length() < 2 || message.length() > LONGEST) {
      return unfit(known, account, canned, message, "trial.no-message");
    }
    var now = DATE.format(Instant.now().atZone(tenant.zone()));
    var exchanged = machine.send(tenant, account, message.replace("{date}", now));
    if (exchanged.isEmpty()) {
      return unfit(known, account, canned, message, "trial.no-account");
    }
    visit.note("trial", account, message.substring(0, 2));
    return page(known, account, canned, message, exchanged.get());
  }

  private static Reply page(
      List<String> known, String account, Canned canned, String message, Exchanged exchanged) {
    return Reply.page(PAGE, new TrialPage(known, account, canned, message, exchanged, null));
  }

  private static Reply unfit(
      List<String> known, String account, @Nullable Canned canned, String message, String problem) {
    return Reply.unfit(PAGE, new TrialPage(known, account, canned, message, null, problem));
  }

  /** What goes into a field ends no field and no message. */
  private static String cleaned(String text) {
    return cleanedMessage(text).replace("|", "");
  }

  private static String cleanedMessage(String text) {
    return text.replaceAll("\\p{Cntrl}", "");
  }
}
