package org.samling.console.machines;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.samling.console.web.Reply;
import org.samling.console.web.Request;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.policy.Sight;
import org.samling.core.staff.Permission;

/** Creates accounts, and generates passwords that are shown once. */
final class NewAccounts {

  private static final String FORM = "machines/new";
  private static final Set<String> CHARSETS = Set.of("UTF-8", "ISO-8859-1", "CP850");
  private static final String USERNAME = "[\\p{Alnum}](?:[\\p{Alnum}._@-]{0,98}[\\p{Alnum}])?";
  private static final List<String> FIELDS =
      List.of("protocol", "username", "branch", "charset", "language", "preset", "wire-log");

  /** Leaves out letters and digits that are easily confused. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int SECRET_LENGTH = 24;

  private final MachineAccounts accounts;
  private final LibraryRegister register;
  private final Inquiries inquiries;
  private final ProfileDesk profiles;
  private final Reach reach;
  private final SecureRandom random = new SecureRandom();

  NewAccounts(
      MachineAccounts accounts,
      LibraryRegister register,
      Inquiries inquiries,
      ProfileDesk profiles,
      Reach reach) {
    this.accounts = accounts;
    this.register = register;
    this.inquiries = inquiries;
    this.profiles = profiles;
    this.reach = reach;
  }

  /** Returns the names of the branches a visitor may choose, by code. */
  Map<String, String> branches(Visit visit) {
    var branches = new TreeMap<String, String>();
    inquiries
        .policy(visit.tenant().id())
        .branches()
        .values()
        .forEach(branch -> {
          if (visit.member().sees(branch.agency())) {
            branches.put(branch.code(), branch.name());
          }
        });
    return branches;
  }

  /** Shows the empty form. */
  Reply form(Visit visit) {
    return Reply.page(
        FORM,
        new Machines.NewAccountForm(
            Map.of("protocol", "SIP2", "charset", "UTF-8", "language", "009", "wire-log", "on"),
            branches(visit),
            profiles.presets(),
            null));
  }

  /** Creates an account from the form and shows its password. */
  Reply add(Visit visit) {
    var request = visit.request();
    var branches = branches(visit);
    var problem = problem(visit, branches.keySet());
    if (problem.isPresent()) {
      return unfit(request, branches, visit.words().of(problem.get()));
    }
    var tenant = visit.tenant().id();
    var username = request.field("username");
    var protocol = Account.Protocol.valueOf(request.field("protocol"));
    var preset = request.field("preset");
    var profile = preset.isEmpty() ? null : new Sip2ProfileChoice(preset, Map.of());
    Set<Scope> scopes = protocol == Account.Protocol.NCIP ? Scope.NCIP : Set.of();
    var beyond = reach.problem(visit, protocol, profile, scopes);
    if (beyond.isPresent()) {
      return unfit(request, branches, beyond.get());
    }
    var secret = madeUp();
    try {
      register.addAccount(
          tenant,
          new NewAccount(
              protocol,
              username,
              secret,
              request.field("branch"),
              request.field("charset"),
              request.field("language")),
          profile,
          Set.of(),
          // Nobody makes an account that sees more than they do.
          visit.member().bounds());
    } catch (LibraryRegister.NameTakenException e) {
      return unfit(request, branches, visit.words().of("machines.name-taken"));
    }
    if (protocol == Account.Protocol.SIP2 && !request.field("wire-log").isEmpty()) {
      register.putWireLog(tenant, username, true);
    }
    visit.note("account-created", username, protocol + " at " + request.field("branch"));
    return Reply.page("machines/secret", new Machines.NewSecret(username, secret.value()));
  }

  /** Whether a visitor may bind accounts to agencies and branches: one who sees everything. */
  boolean mayBind(Visit visit) {
    return visit.member().role().permissions().contains(Permission.MACHINES_CHANGE)
        && visit.member().bounds().isNone();
  }

  /** What is wrong with an account's bounds, as a message key. */
  Optional<String> unfitBounds(Visit visit, String branch, Bounds bounds) {
    var policy = inquiries.policy(visit.tenant().id());
    var areKnown =
        policy.agencies().keySet().containsAll(bounds.agencies())
            && policy.branches().keySet().containsAll(bounds.branches());
    return !areKnown
        ? Optional.of("machines.bounds-unknown")
        : Sight.of(policy, bounds).sees(branch)
            ? Optional.empty()
            : Optional.of("machines.bounds-unfit");
  }

  /** Whether an account sees branches that a visitor does not see. */
  boolean isWider(Visit visit, MachineAccounts.MachineAccount account) {
    var policy = inquiries.policy(visit.tenant().id());
    var own = Sight.of(policy, visit.member().bounds());
    return !own.isWhole()
        && (account.bounds().isNone()
            || !own.branches().containsAll(Sight.of(policy, account.bounds()).branches()));
  }

  private Reply unfit(Request request, Map<String, String> branches, String problem) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(f -> typed.put(f, request.field(f)));
    return Reply.unfit(
        FORM, new Machines.NewAccountForm(typed, branches, profiles.presets(), problem));
  }

  private Optional<String> problem(Visit visit, Set<String> branches) {
    var request = visit.request();
    var preset = request.field("preset");
    String problem = null;
    if (!request.field("username").matches(USERNAME)) {
      problem = "machines.name-unfit";
    } else if (!isProtocol(request.field("protocol"))) {
      problem = "machines.protocol-unfit";
    } else if (!branches.contains(request.field("branch"))) {
      problem = "machines.branch-unfit";
    } else if (!CHARSETS.contains(request.field("charset"))
        || !request.field("language").matches("\\d{3}")) {
      problem = "machines.speech-unfit";
    } else if (!preset.isEmpty() && !profiles.presets().contains(preset)) {
      problem = "machines.preset-unfit";
    } else if (isTaken(visit)) {
      problem = "machines.name-taken";
    }
    return Optional.ofNullable(problem);
  }

  /** Storing an existing account would change its password. */
  private boolean isTaken(Visit visit) {
    return accounts.named(visit.tenant().id(), visit.request().field("username")).isPresent();
  }

  private static boolean isProtocol(String text) {
    return MachinesSection.PROTOCOLS.stream().anyMatch(p -> p.name().equals(text));
  }

  /** Generates and shows a new password for an account. */
  Reply newSecret(Visit visit, MachineAccounts.MachineAccount account) {
    var secret = madeUp();
    register.putAccounts(
        visit.tenant().id(),
        List.of(
            new NewAccount(
                account.protocol(),
                account.username(),
                secret,
                account.branch(),
                account.charset(),
                account.language())));
    visit.note("account-password", account.username(), "");
    return Reply.page(
        "machines/secret", new Machines.NewSecret(account.username(), secret.value()));
  }

  private Secret madeUp() {
    return new Secret(
        random
            .ints(SECRET_LENGTH, 0, LETTERS.length())
            .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
            .collect(Collectors.joining()));
  }
}
