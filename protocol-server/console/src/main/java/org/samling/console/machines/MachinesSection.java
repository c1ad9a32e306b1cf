package org.samling.console.machines;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.machines.LiveSessions.LiveSession;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.StoreException;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Sip2Profile;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.staff.Permission;

/** The pages of accounts of machines and partners, and of their connections. */
public final class MachinesSection implements Section {

  /** The protocols whose accounts are managed here. */
  public static final Set<Account.Protocol> PROTOCOLS =
      Set.of(Account.Protocol.SIP2, Account.Protocol.Z3950, Account.Protocol.NCIP);

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int MOST_NETWORKS = 100;

  private final MachineAccounts accounts;
  private final AccountContacts contacts;
  private final LibraryRegister register;
  private final ProfileDesk profiles;
  private final LiveSessions sessions;
  private final Reach reach;
  private final NewAccounts newAccounts;

  /**
   * Creates an instance.
   *
   * @param contacts knows when they were last answered
   * @param register changes accounts
   * @param inquiries looks up branches
   * @param profiles parses and formats profiles
   * @param sessions lists open connections
   */
  public MachinesSection(
      MachineAccounts accounts,
      AccountContacts contacts,
      LibraryRegister register,
      Inquiries inquiries,
      ProfileDesk profiles,
      LiveSessions sessions) {
    this.accounts = accounts;
    this.contacts = contacts;
    this.register = register;
    this.profiles = profiles;
    this.sessions = sessions;
    this.reach = new Reach(profiles);
    this.newAccounts = new NewAccounts(accounts, register, inquiries, profiles, reach);
  }

  @Override
  public String name() {
    return "machines";
  }

  @Override
  public List<Endpoint> endpoints() {
    var one = "/machines/account/:account";
    return List.of(
        Endpoint.get("/machines", Permission.MACHINES_SEE, this::list),
        Endpoint.get("/machines/new", Permission.MACHINES_CHANGE, newAccounts::form),
        Endpoint.post("/machines/new", Permission.MACHINES_CHANGE, newAccounts::add),
        Endpoint.get(one, Permission.MACHINES_SEE, v -> on(v, a -> show(v, a, null))),
        Endpoint.get(one + "/events", Permission.MACHINES_SEE, v -> on(v, this::events)),
        Endpoint.post(one + "/enabled", Permission.MACHINES_CHANGE, v -> on(v, a -> enable(v, a))),
        Endpoint.post(
            one + "/access", Permission.MACHINES_CHANGE, v -> within(v, a -> access(v, a))),
        Endpoint.post(
            one + "/bounds", Permission.MACHINES_CHANGE, v -> within(v, a -> bounds(v, a))),
        Endpoint.post(
            one + "/preset", Permission.MACHINES_CHANGE, v -> within(v, a -> preset(v, a))),
        Endpoint.post(
            one + "/profile", Permission.MACHINES_CHANGE, v -> within(v, a -> profile(v, a))),
        Endpoint.post(
            one + "/wire-log", Permission.MACHINES_CHANGE, v -> on(v, a -> wireLog(v, a))),
        Endpoint.post(
            one + "/secret", Permission.MACHINES_CHANGE, v -> within(v, a -> secret(v, a))),
        Endpoint.post(
            one + "/disconnect", Permission.MACHINES_CHANGE, v -> on(v, a -> disconnect(v, a))));
  }

  /** Handles a request for one account. */
  private interface OnAccount {
    Reply answer(MachineAccount account);
  }

  /** Runs an action on the account that the URL names, if the visitor may see it. */
  private Reply on(Visit visit, OnAccount answer) {
    return accounts
        .named(visit.tenant().id(), visit.request().part("account"))
        .filter(a -> sees(visit, a))
        .map(answer::answer)
        .orElseGet(Reply::notFound);
  }

  /** Runs an action that an account's rights would serve, if the visitor has these rights. */
  private Reply within(Visit visit, OnAccount answer) {
    return on(
        visit,
        account ->
            beyond(visit, account)
                .map(problem -> show(visit, account, problem))
                .orElseGet(() -> answer.answer(account)));
  }

  /**
   * Why a visitor may not change an account: it sees more than they do, or has rights they lack.
   */
  private Optional<String> beyond(Visit visit, MachineAccount account) {
    return newAccounts.isWider(visit, account)
        ? Optional.of(visit.words().of("machines.wider"))
        : reach.problem(visit, account);
  }

  private static boolean sees(Visit visit, MachineAccount account) {
    return PROTOCOLS.contains(account.protocol()) && visit.member().sees(account.agency());
  }

  private Reply list(Visit visit) {
    var live =
        sessions.all().stream()
            .collect(Collectors.groupingBy(LiveSession::username, Collectors.counting()));
    var known = contacts.of(visit.tenant().id());
    var rows =
        accounts.all(visit.tenant().id()).stream()
            .filter(a -> sees(visit, a))
            .sorted(
                Comparator.comparing(MachineAccount::protocol)
                    .thenComparing(MachineAccount::username))
            .map(a -> new Machines.Row(a, live.getOrDefault(a.username(), 0L), known.get(a.id())))
            .toList();
    return Reply.page("machines/list", new Machines(rows, newAccounts.branches(visit)));
  }

  private Reply show(Visit visit, MachineAccount account, @Nullable String problem) {
    var page =
        new Machines.AccountPage(
            account,
            newAccounts.branches(visit).getOrDefault(account.branch(), ""),
            keys(account.profile()),
            profiles.presets(),
            problem,
            live(account),
            newAccounts.mayBind(visit));
    return problem == null
        ? Reply.page("machines/account", page)
        : Reply.unfit("machines/account", page);
  }

  private List<Machines.ProfileKey> keys(@Nullable Sip2ProfileChoice choice) {
    var keys = new ArrayList<Machines.ProfileKey>();
    if (choice != null) {
      var preset = profiles.presetOf(choice);
      profiles
          .values(choice)
          .forEach((key, value) ->
              keys.add(new Machines.ProfileKey(key, preset.getOrDefault(key, ""), value)));
    }
    return keys;
  }

  private Machines.Live live(MachineAccount account) {
    return new Machines.Live(
        account.username(),
        sessions.all().stream()
            .filter(s -> isOf(s, account))
            .sorted(Comparator.comparing(LiveSession::since))
            .toList());
  }

  private static boolean isOf(LiveSession session, MachineAccount account) {
    return session.protocol() == account.protocol()
        && session.username().equals(account.username());
  }

  private Reply events(MachineAccount account) {
    return Reply.events(
        EVERY,
        () ->
            Optional.of(
                new Reply.Event("live", new Reply.Rendered("machines/live", live(account)))));
  }

  private static Reply back(Visit visit, MachineAccount account) {
    return Reply.to(visit.path("/machines/account/" + Visit.encoded(account.username())));
  }

  private Reply enable(Visit visit, MachineAccount account) {
    var enabled = visit.request().field("enabled").equals("true");
    var beyond = enabled ? beyond(visit, account) : Optional.<String>empty();
    if (beyond.isPresent()) {
      return show(visit, account, beyond.get());
    }
    var now = account.access();
    register.putAccess(
        visit.tenant().id(),
        account.username(),
        new Access(
            enabled,
            now.allow(),
            now.certificate(),
            now.withoutPassword(),
            now.idle(),
            now.connections()));
    visit.note(enabled ? "account-enabled" : "account-disabled", account.username(), "");
    return back(visit, account);
  }

  private Reply access(Visit visit, MachineAccount account) {
    var request = visit.request();
    var now = account.access();
    var allow = request.field("allow").lines().map(String::strip).filter(l -> !l.isEmpty());
    var certificate = request.field("certificate");
    try {
      var idle = number(request.field("idle"), 1, 86_400);
      var access =
          new Access(
              now.enabled(),
              allow.limit(MOST_NETWORKS).toList(),
              certificate.isEmpty() ? null : certificate,
              now.withoutPassword(),
              idle == null ? null : Duration.ofSeconds(idle),
              number(request.field("connections"), 1, 100_000));
      register.putAccess(visit.tenant().id(), account.username(), access);
      visit.note("account-access", account.username(), "allow " + access.allow());
      return back(visit, account);
    } catch (NumberFormatException e) {
      return show(visit, account, visit.words().of("machines.number-unfit"));
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      return show(visit, account, visit.words().of("machines.network-unfit"));
    }
  }

  private Reply bounds(Visit visit, MachineAccount account) {
    if (!newAccounts.mayBind(visit)) {
      return Reply.forbidden();
    }
    var bounds = Bounds.of(codes(visit, "agencies"), codes(visit, "branches"));
    var problem = newAccounts.unfitBounds(visit, account.branch(), bounds);
    if (problem.isPresent()) {
      return show(visit, account, visit.words().of(problem.get()));
    }
    register.putBounds(visit.tenant().id(), account.username(), bounds);
    visit.note(
        "account-bounds",
        account.username(),
        "agencies %s, branches %s"
            .formatted(new TreeSet<>(bounds.agencies()), new TreeSet<>(bounds.branches())));
    return back(visit, account);
  }

  private static Set<String> codes(Visit visit, String field) {
    return visit
        .request()
        .field(field)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .limit(Bounds.MOST)
        .collect(Collectors.toSet());
  }

  private static @Nullable Integer number(String text, int least, int most) {
    if (text.isEmpty()) {
      return null;
    }
    var number = Integer.valueOf(text);
    if (number < least || number > most) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  private Reply preset(Visit visit, MachineAccount account) {
    var preset = visit.request().field("preset");
    return put(visit, account, preset, Map.of());
  }

  private Reply profile(Visit visit, MachineAccount account) {
    var choice = account.profile();
    if (choice == null) {
      return back(visit, account);
    }
    var typed = new HashMap<String, String>();
    for (var key : profiles.values(choice).keySet()) {
      typed.put(key, visit.request().text("key-" + key).strip());
    }
    return put(visit, account, choice.preset(), typed);
  }

  private Reply put(Visit visit, MachineAccount account, String preset, Map<String, String> typed) {
    if (!preset.isEmpty() && !profiles.presets().contains(preset)) {
      return show(visit, account, visit.words().of("machines.preset-unfit"));
    }
    try {
      var tenant = visit.tenant().id();
      var choice = preset.isEmpty() ? null : profiles.choice(tenant, preset, typed);
      var beyond = reach.problem(visit, account.protocol(), choice, Set.of());
      if (beyond.isPresent()) {
        return show(visit, account, beyond.get());
      }
      register.putProfile(tenant, account.username(), choice);
      visit.note(
          "account-profile",
          account.username(),
          choice == null ? "none" : preset + " " + choice.overrides());
      return back(visit, account);
    } catch (Sip2Profile.UnfitException e) {
      return show(visit, account, e.key() + " " + Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  private Reply wireLog(Visit visit, MachineAccount account) {
    var on = visit.request().field("on").equals("true");
    register.putWireLog(visit.tenant().id(), account.username(), on);
    visit.note(on ? "wire-log-on" : "wire-log-off", account.username(), "");
    return back(visit, account);
  }

  /** Whoever learns an account's password sees what it sees. */
  private Reply secret(Visit visit, MachineAccount account) {
    return newAccounts.newSecret(visit, account);
  }

  private Reply disconnect(Visit visit, MachineAccount account) {
    var id = visit.request().field("session");
    sessions.all().stream()
        .filter(s -> s.id().equals(id) && isOf(s, account))
        .forEach(s -> {
          sessions.end(s.id());
          visit.note("disconnected", account.username(), s.address());
        });
    return back(visit, account);
  }
}
