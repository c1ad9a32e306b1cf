package org.samling.operations.accounts;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.LibraryRegister.ListedAccount;
import org.samling.core.organisation.LibraryRegister.NameTakenException;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.policy.Sight;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.accounts.Accounts.Filter;
import org.samling.operations.accounts.Accounts.ListEntry;
import org.samling.operations.accounts.Accounts.Listed;
import org.samling.operations.accounts.Accounts.NewAccount;
import org.samling.operations.accounts.Accounts.NewBounds;
import org.samling.operations.accounts.Accounts.WhichAccount;
import org.samling.operations.accounts.Accounts.WholeAccount;

/** Accounts of machines and programs. Nobody can grant a scope that they don't have themselves. */
public final class AccountOperations {

  /** The operations. */
  public static final Family<AccountOperations> FAMILY =
      new Family<>(
          "accounts",
          "account",
          "Accounts of machines and programs",
          List.of(
              Operation.get(
                      "list-accounts",
                      "/accounts",
                      Scope.ACCOUNTS_MANAGE,
                      "Lists the tenant's accounts")
                  .paged()
                  .of(Filter.class, Listed.class, AccountOperations::list),
              Operation.get(
                      "show-account", "/accounts/:name", Scope.ACCOUNTS_MANAGE, "Shows an account")
                  .of(WhichAccount.class, WholeAccount.class, AccountOperations::show),
              Operation.post(
                      "create-account", "/accounts", Scope.ACCOUNTS_MANAGE, "Creates an account")
                  .creating()
                  .of(NewAccount.class, WholeAccount.class, AccountOperations::create),
              Operation.post(
                      "put-account-bounds",
                      "/accounts/:name/bounds",
                      Scope.ACCOUNTS_MANAGE,
                      "Binds an account to agencies and branches: it sees and changes patrons, items, loans and holds of no others")
                  .of(NewBounds.class, WholeAccount.class, AccountOperations::putBounds),
              Operation.post(
                      "disable-account",
                      "/accounts/:name/disabling",
                      Scope.ACCOUNTS_MANAGE,
                      "Disables an account; its connections end")
                  .of(WhichAccount.class, Nothing.class, AccountOperations::disable),
              Operation.post(
                      "enable-account",
                      "/accounts/:name/enabling",
                      Scope.ACCOUNTS_MANAGE,
                      "Enables an account")
                  .of(WhichAccount.class, Nothing.class, AccountOperations::enable)));

  private static final int SHORTEST_PASSWORD = 12;
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,99}";
  private static final String LANGUAGE = "009";

  private final LibraryRegister register;
  private final Inquiries inquiries;
  private final AccountRights rights;

  /** Operations on a store. */
  public AccountOperations(LibraryRegister register, Inquiries inquiries, AccountRights rights) {
    this.register = register;
    this.inquiries = inquiries;
    this.rights = rights;
  }

  private Listed list(Request<Filter> request) {
    var paging = request.paging();
    var page =
        paging
            .of(
                register.accounts(
                    request.tenantId(),
                    request.input().protocol(),
                    paging.after(),
                    paging.fetched()),
                ListedAccount::username)
            .map(ListEntry::of);
    return new Listed(page.entries(), page.next());
  }

  private WholeAccount show(Request<WhichAccount> request) {
    return WholeAccount.of(rights.account(request.account(), request.input().name()));
  }

  private WholeAccount create(Request<NewAccount> request) {
    var wanted = request.input();
    var tenant = request.tenantId();
    var name = Texts.needed("name", wanted.name());
    var branch = Texts.needed("branch", wanted.branch());
    checkPassword(wanted.password());
    if (!isName(name)) {
      throw Problem.invalid(
          "\"name\" must have 1 to 100 characters: letters a to z, digits and . _ @ -.");
    }
    Places.checkBranch(inquiries.policy(tenant), branch);
    var named = wanted.scopes() == null ? List.<String>of() : wanted.scopes();
    var scopes = AccountRights.grantable(request.account(), wanted.protocol(), named);
    var bounds = bounds(request, branch, wanted.boundAgencies(), wanted.boundBranches());
    if (register.account(tenant, name).isPresent()) {
      throw taken(name);
    }
    var profile = profile(request);
    var account =
        new LibraryRegister.NewAccount(
            wanted.protocol(), name, wanted.password(), branch, "UTF-8", LANGUAGE);
    try {
      register.addAccount(tenant, account, profile, scopes, bounds);
    } catch (NameTakenException _) {
      throw taken(name);
    }
    return WholeAccount.of(rights.account(request.account(), name));
  }

  /** The profile of the new account, which the caller may give; null for everything. */
  private @Nullable Sip2ProfileChoice profile(Request<NewAccount> request) {
    var wanted = request.input();
    var preset = Texts.clean(wanted.preset());
    var choice = preset == null ? null : new Sip2ProfileChoice(preset, Map.of());
    if (wanted.protocol() == Protocol.SIP2) {
      rights.checkProfile(request.account(), choice);
      return choice == null ? null : rights.fitting(request.tenantId(), choice);
    }
    if (choice != null) {
      throw Problem.invalid("\"preset\" is for SIP2 accounts only.");
    }
    return null;
  }

  private WholeAccount putBounds(Request<NewBounds> request) {
    var name = request.input().name();
    var account = rights.changeableOther(request.account(), name);
    var wanted = request.input();
    register.putBounds(
        request.tenantId(),
        account.username(),
        bounds(request, account.branch(), wanted.boundAgencies(), wanted.boundBranches()));
    return WholeAccount.of(rights.account(request.account(), name));
  }

  /**
   * The bounds that are wanted, within which the account's own branch must lie.
   *
   * @param wantedAgencies null for none
   * @param wantedBranches null for none
   */
  private Bounds bounds(
      Request<?> request,
      String branch,
      @Nullable List<String> wantedAgencies,
      @Nullable List<String> wantedBranches) {
    var policy = inquiries.policy(request.tenantId());
    var agencies = Objects.requireNonNullElse(wantedAgencies, List.<String>of());
    var branches = Objects.requireNonNullElse(wantedBranches, List.<String>of());
    agencies.forEach(agency -> Places.checkAgency(policy, agency));
    branches.forEach(code -> Places.checkBranch(policy, code));
    var bounds = Bounds.of(Set.copyOf(agencies), Set.copyOf(branches));
    if (!Sight.of(policy, bounds).sees(branch)) {
      throw Problem.invalid(
          "The account's own branch, %s, must be among those that it is bound to."
              .formatted(branch));
    }
    return bounds;
  }

  private static Problem taken(String name) {
    return Problem.refused("Another account already has the name \"%s\".".formatted(name));
  }

  /** Whether an account can have this name. */
  static boolean isName(String name) {
    return name.matches(NAME);
  }

  /** Whether a new password is long enough. */
  static boolean isLongEnough(String password) {
    return password.length() >= SHORTEST_PASSWORD;
  }

  /**
   * Checks a new password.
   *
   * @throws Problem when it is too short
   */
  static void checkPassword(Secret password) {
    if (!isLongEnough(password.value())) {
      throw Problem.invalid(
          "\"password\" must have at least %d characters.".formatted(SHORTEST_PASSWORD));
    }
  }

  private Nothing disable(Request<WhichAccount> request) {
    if (request.input().name().equals(request.account().username())) {
      throw Problem.refused("An account can't disable itself.");
    }
    return putEnabled(request, false);
  }

  private Nothing enable(Request<WhichAccount> request) {
    var _ = rights.changeable(request.account(), request.input().name());
    return putEnabled(request, true);
  }

  private Nothing putEnabled(Request<WhichAccount> request, boolean enabled) {
    var name = request.input().name();
    if (!register.putEnabled(request.tenantId(), name, enabled)) {
      throw AccountRights.noAccount(name);
    }
    return Nothing.NOTHING;
  }
}
