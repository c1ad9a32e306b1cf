package org.samling.core.organisation;

import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The port that keeps who the library is: tenants, agencies, branches, categories and accounts.
 * Everything is matched by its natural key and put as a whole, so that putting the same again
 * changes nothing. What a later put leaves out stays.
 */
public interface LibraryRegister {

  /**
   * Puts a tenant; its number is given once, when the code is new.
   *
   * @param code the short name
   * @param name the name for people
   * @param zone the zone of its days
   * @param currency the currency of its fees
   * @param openCatalogue whether its catalogue may be searched without an account
   */
  Tenant putTenant(String code, String name, ZoneId zone, Currency currency, boolean openCatalogue);

  /** Puts item categories, matched by their code. */
  void putItemCategories(TenantId tenant, List<ItemCategory> categories);

  /** Puts patron categories, matched by their code. */
  void putPatronCategories(TenantId tenant, List<PatronCategory> categories);

  /** Puts agencies, matched by their number. */
  void putAgencies(TenantId tenant, List<Agency> agencies);

  /**
   * Puts branches with their calendars, matched by their code; the calendar is replaced as a whole.
   */
  void putBranches(TenantId tenant, List<Branch> branches);

  /**
   * Puts accounts, matched by their name.
   *
   * @throws NameTakenException when another tenant has an account with this name
   */
  void putAccounts(TenantId tenant, List<NewAccount> accounts);

  /**
   * Says from where and how an account may be used. Where that differs from before, its open
   * connections end within seconds.
   *
   * @param tenant the tenant it works for
   * @param username the account's name
   * @param access replaces what was said before
   * @return whether the tenant has such an account
   */
  boolean putAccess(TenantId tenant, String username, Access access);

  /**
   * Says what the machine of a SIP2 account may do and is told. Where that differs from before, its
   * open connections end within seconds.
   *
   * @param username the account's name
   * @param profile replaces what was said before; null for everything
   * @return whether the tenant has such an account
   */
  boolean putProfile(TenantId tenant, String username, @Nullable Sip2ProfileChoice profile);

  /**
   * Says what an account may do that speaks REST, Z39.50 or NCIP.
   *
   * @param username the account's name
   * @param scopes replaces what was said before
   * @return whether the tenant has such an account
   */
  boolean putScopes(TenantId tenant, String username, Set<Account.Scope> scopes);

  /**
   * Says for which other libraries an account speaks, of those that speak NCIP.
   *
   * @param username the account's name
   * @param partners their symbols, or {@link Account#ANY_PARTNER}; replaces what was said before
   * @return whether the tenant has such an account
   */
  boolean putPartners(TenantId tenant, String username, Set<String> partners);

  /**
   * Says whether an account may be used, and nothing else of it. One that may not has its open
   * connections ended within seconds, and its tokens open nothing.
   *
   * @param username the account's name
   * @param enabled whether it may be used
   * @return whether the tenant has such an account
   */
  boolean putEnabled(TenantId tenant, String username, boolean enabled);

  /**
   * Accounts of a tenant, of every protocol, in the order of their names.
   *
   * @param after the name after which to begin; empty for the first
   * @param limit how many at most
   */
  List<ListedAccount> accounts(TenantId tenant, String after, int limit);

  /**
   * An account of a tenant.
   *
   * @param username the account's name
   * @return nothing where the tenant has no such account
   */
  Optional<ListedAccount> account(TenantId tenant, String username);

  /**
   * An account as it is listed; its password is not kept in a form that could be.
   *
   * @param protocol the protocol it speaks
   * @param username the name it logs in with
   * @param branch the code of the branch where the machine stands
   * @param enabled whether it may be used
   * @param allow the networks it may be used from; empty for all
   * @param scopes what it was given
   */
  record ListedAccount(
      Account.Protocol protocol,
      String username,
      String branch,
      boolean enabled,
      List<String> allow,
      Set<Account.Scope> scopes) {

    /** Copies what is given. */
    public ListedAccount {
      allow = List.copyOf(allow);
      scopes = Set.copyOf(scopes);
    }
  }

  /** The SIP2 accounts of a tenant with their profiles, in the order of their names. */
  List<ProfiledAccount> profiledAccounts(TenantId tenant);

  /**
   * A SIP2 account with its profile.
   *
   * @param username the name it logs in with
   * @param branch the code of the branch where the machine stands
   * @param profile what it says of its profile, or null for everything
   */
  record ProfiledAccount(String username, String branch, @Nullable Sip2ProfileChoice profile) {}

  /**
   * Has the messages of a SIP2 account written down from now on, or no longer.
   *
   * @param username the account's name
   * @param on whether they are written down
   * @return whether the tenant has such an account
   */
  boolean putWireLog(TenantId tenant, String username, boolean on);

  /**
   * An account to be put.
   *
   * @param protocol the protocol it speaks
   * @param username the name, unique among all tenants
   * @param branch the code of the branch where the machine stands
   * @param charset the character set it speaks, as an IANA name
   * @param language the language of its screen, as a SIP2 language code
   */
  record NewAccount(
      Account.Protocol protocol,
      String username,
      Secret password,
      String branch,
      String charset,
      String language) {}

  /** The name of an account belongs to another tenant. */
  final class NameTakenException extends RuntimeException {

    private final String username;

    /** Makes the exception. */
    public NameTakenException(String username) {
      super("the account name \"" + username + "\" belongs to another tenant");
      this.username = username;
    }

    /** The name. */
    public String username() {
      return username;
    }
  }
}
