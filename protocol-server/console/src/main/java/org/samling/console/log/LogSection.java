package org.samling.console.log;

import static java.util.stream.Collectors.toSet;

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
import org.samling.core.privacy.AccessLog;
import org.samling.core.staff.Permission;

/** The page of the wire log of machines. */
public final class LogSection implements Section {

  /** The maximum number of messages shown. */
  static final int MOST = 200;

  private final MachineAccounts accounts;
  private final WireLog wireLog;
  private final AccessLog accesses;
  private final Tenants tenants;
  private final Predicate<Tenant> isSandbox;

  /**
   * Creates an instance.
   *
   * @param wireLog has their messages
   * @param accesses notes whose messages are shown
   * @param isSandbox tests whether messages can be replayed in a tenant
   */
  public LogSection(
      MachineAccounts accounts,
      WireLog wireLog,
      AccessLog accesses,
      Tenants tenants,
      Predicate<Tenant> isSandbox) {
    this.accounts = accounts;
    this.wireLog = wireLog;
    this.accesses = accesses;
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
                visit,
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
            visit.member().seesPatrons(),
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

  /** Returns the latest messages that are wanted, as the visitor may see them, latest first. */
  private List<LogPage.DisplayedMessage> found(
      Visit visit, List<LoggedMessage> messages, Predicate<LoggedMessage> isWanted) {
    var seesPatrons = visit.member().seesPatrons();
    var found =
        messages.reversed().stream()
            .map(each -> seesPatrons ? each : wireLog.withoutPersons(each))
            .filter(isWanted) // of what is shown: a filter must not tell what is masked
            .limit(MOST)
            .toList();
    return (seesPatrons ? noted(visit, found) : found).stream().map(this::displayed).toList();
  }

  /**
   * Notes in the access log whose messages are shown. A message of which that can't be noted, since
   * it names a patron by what the log masks or whom nobody knows, is shown without persons.
   */
  private List<LoggedMessage> noted(Visit visit, List<LoggedMessage> found) {
    var named = found.stream().flatMap(m -> Redaction.patrons(m).stream()).collect(toSet());
    var noted = named.isEmpty() ? named : accesses.noteShown(visit.tenant().id(), named);
    return found.stream()
        .map(message -> {
          var patrons = Redaction.patrons(message);
          return !patrons.isEmpty() && noted.containsAll(patrons)
              ? message
              : wireLog.withoutPersons(message);
        })
        .toList();
  }

  private LogPage.DisplayedMessage displayed(LoggedMessage message) {
    return new LogPage.DisplayedMessage(
        message,
        Redaction.isFault(message),
        Redaction.of(wireLog.withoutPersons(message)),
        Redaction.patron(message));
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
