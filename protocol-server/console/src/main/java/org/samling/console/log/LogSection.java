package org.samling.console.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.log.WireLog.LoggedMessage;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.staff.Permission;

/** The page of the wire log of machines. */
public final class LogSection implements Section {

  /** The maximum number of messages shown. */
  static final int MOST = 200;

  private final MachineAccounts accounts;
  private final WireLog wireLog;
  private final Tenants tenants;
  private final Predicate<Tenant> isSandbox;

  /**
   * Creates an instance.
   *
   * @param wireLog has their messages
   * @param isSandbox tests whether messages can be replayed in a tenant
   */
  public LogSection(
      MachineAccounts accounts, WireLog wireLog, Tenants tenants, Predicate<Tenant> isSandbox) {
    this.accounts = accounts;
    this.wireLog = wireLog;
    this.tenants = tenants;
    this.isSandbox = isSandbox;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/log", Permission.LOG_SEE, this::show));
  }

  private Reply show(Visit visit) {
    var request = visit.request();
    var known =
        accounts.all(visit.tenant().id()).stream()
            .filter(a -> a.protocol() == Account.Protocol.SIP2 && visit.member().sees(a.agency()))
            .toList();
    var name = request.argument("account");
    var chosen = known.stream().filter(a -> a.username().equals(name)).findFirst();
    if (chosen.isEmpty() && !name.isEmpty()) {
      return Reply.notFound();
    }
    var message = request.argument("message");
    var text = request.argument("text");
    var patron = request.argument("patron");
    var faultsOnly = !request.argument("faults").isEmpty();
    var found =
        chosen.isEmpty()
            ? List.<LogPage.DisplayedMessage>of()
            : found(
                wireLog.latest(name),
                each ->
                    isOf(each, message)
                        && holds(each, text)
                        && (patron.isEmpty() || Redaction.patron(each).equals(patron))
                        && (!faultsOnly || Redaction.isFault(each)));
    if (chosen.isPresent()) {
      visit.note("log-read", name, patron.isEmpty() ? "" : "of one patron");
    }
    return Reply.page(
        "log/log",
        new LogPage(
            known.stream().map(MachineAccount::username).toList(),
            name,
            chosen.map(MachineAccount::isLogged).orElse(false),
            message,
            text,
            patron,
            faultsOnly,
            found,
            replay(visit)));
  }

  /**
   * Returns the URL where a message can be replayed: in the tenant itself, or in another of the
   * visitor's tenants.
   */
  private @Nullable String replay(Visit visit) {
    if (!visit.member().role().may(Permission.TRIAL)) {
      return null;
    }
    return Stream.concat(Stream.of(visit.tenant()), tenants.all().stream())
        .filter(t -> visit.member().isOf(t.id()) && isSandbox.test(t))
        .map(t -> visit.tenantPath(t, "/trial/replay"))
        .findFirst()
        .orElse(null);
  }

  private static boolean holds(LoggedMessage logged, String text) {
    return logged.text().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private static List<LogPage.DisplayedMessage> found(
      List<LoggedMessage> messages, Predicate<LoggedMessage> isWanted) {
    var found = new ArrayList<LogPage.DisplayedMessage>();
    for (var i = messages.size() - 1; i >= 0 && found.size() < MOST; i--) {
      var each = messages.get(i);
      if (isWanted.test(each)) {
        found.add(
            new LogPage.DisplayedMessage(
                each, Redaction.isFault(each), Redaction.of(each), Redaction.patron(each)));
      }
    }
    return found;
  }

  /** Whether it is a message of the kind filtered for, or the reply to one. */
  private static boolean isOf(LoggedMessage logged, String message) {
    if (!message.matches("\\d\\d")) {
      return true;
    }
    var reply =
        switch (message) {
          case "01" -> "24";
          case "99" -> "98";
          default -> "%02d".formatted(Integer.parseInt(message) + 1);
        };
    return switch (logged.kind()) {
      case REQUEST -> logged.text().startsWith(message);
      case REPLY -> logged.text().startsWith(reply);
      case END -> false;
    };
  }
}
