package org.samling.core.organisation;

import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The port that stores the library's structure: tenants, agencies, branches, categories and
 * accounts. Everything is matched by its natural key and stored as a whole, so that storing the
 * same again changes nothing. What a later call leaves out stays.
 */
public interface LibraryRegister {

  /**
   * Stores a tenant. It gets its number when its code is new.
   *
   * @param code the short name
   * @param name the name for people
   * @param zone its time zone
   * @param currency the currency of its fees
   * @param openCatalogue whether its catalogue may be searched without an account
   */
  Tenant putTenant(String code, String name, ZoneId zone, Currency currency, boolean openCatalogue);

  /** Stores item categories, matched by their code. */
  void putItemCategories(TenantId tenant, List<ItemCategory> categories);

  /** Stores patron categories, matched by their code. */
  void putPatronCategories(TenantId tenant, List<PatronCategory> categories);

  /** Stores agencies, matched by their number. */
  void putAgencies(TenantId tenant, List<Agency> agencies);

  /**
   * Stores branches with their calendars, matched by their code; the calendar is replaced as a
   * whole.
   */
  void putBranches(TenantId tenant, List<Branch> branches);

  /** Stores a branch, matched by its code, and leaves its calendar as it is. */
  void putBranchWithoutCalendar(TenantId tenant, Branch branch);

  /**
   * Stores accounts, matched by their name.
   *
   * @throws NameTakenException when another tenant has an account with this name
   */
  void putAccounts(TenantId tenant, List<NewAccount> accounts);

  /**
   * Stores a new account with its rights and bounds, without which it can't be used for a moment.
   *
   * @param profile for SIP2, what its machine may do and see; null for everything
   * @param scopes for REST, Z39.50 and NCIP, what it may do
   * @param bounds the agencies and branches that it is bound to
   * @throws NameTakenException when another tenant has an account with this name
   */
  void addAccount(
      TenantId tenant,
      NewAccount account,
      @Nullable Sip2ProfileChoice profile,
      Set<Account.Scope> scopes,
      Bounds bounds);

  /**
   * Sets the restrictions on an account. Where they change, its open connections end within
   * seconds.
   *
   * @param tenant the tenant it works for
   * @param username the account's name
   * @param access replaces the earlier ones
   * @return whether the tenant has such an account
   */
  boolean putAccess(TenantId tenant, String username, Access access);

  /**
   * Sets what the machine of a SIP2 account may do and see. Where that changes, its open
   * connections end within seconds.
   *
   * @param username the account's name
   * @param profile replaces the earlier one; null for everything
   * @return whether the tenant has such an account
   */
  boolean putProfile(TenantId tenant, String username, @Nullable Sip2ProfileChoice profile);

  /**
   * Sets what a REST, Z39.50 or NCIP account may do.
   *
   * @param username the account's name
   * @param scopes replaces the earlier ones
   * @return whether the tenant has such an account
   */
  boolean putScopes(TenantId tenant, String username, Set<Account.Scope> scopes);

  /**
   * Sets the other libraries for which an NCIP account may act.
   *
   * @param username the account's name
   * @param partners their symbols, or {@link Account#ANY_PARTNER}; replaces the earlier ones
   * @return whether the tenant has such an account
   */
  boolean putPartners(TenantId tenant, String username, Set<String> partners);

  /**
   * Binds an account to agencies and branches, whose patrons, items, loans and holds it sees and no
   * others. Where that changes, its open connections end within seconds.
   *
   * @param username the account's name
   * @param bounds replaces the earlier ones; {@link Bounds#NONE} for all of the library
   * @return whether the tenant has such an account
   */
  boolean putBounds(TenantId tenant, String username, Bounds bounds);

  /**
   * Enables or disables an account, and changes nothing else. Disabling it ends its open
   * connections within seconds, and makes its tokens invalid.
   *
   * @param username the account's name
   * @param enabled whether it is enabled
   * @return whether the tenant has such an account
   */
  boolean putEnabled(TenantId tenant, String username, boolean enabled);

  /**
   * Accounts of a tenant, in the order of their names.
   *
   * @param protocol their protocol, or null for every
   * @param after the name after which to begin; empty for the first
   * @param limit how many at most
   */
  List<ListedAccount> accounts(
      TenantId tenant, Account.@Nullable Protocol protocol, String after, int limit);

  /**
   * An account of a tenant.
   *
   * @param username the account's name
   * @return empty where the tenant has no such account
   */
  Optional<ListedAccount> account(TenantId tenant, String username);

  /**
   * An account in a list, without its password.
   *
   * @param protocol its protocol
   * @param username the name it logs in with
   * @param branch the code of the machine's branch
   * @param enabled whether it is enabled
   * @param allow the networks from which it may be used; empty for all
   * @param scopes its scopes
   */
  record ListedAccount(
      Account.Protocol protocol,
      String username,
      String branch,
      boolean enabled,
      List<String> allow,
      Set<Account.Scope> scopes) {

    /** Copies the collections. */
    public ListedAccount {
      allow = List.copyOf(allow);
      scopes = Set.copyOf(scopes);
    }
  }

  /**
   * Turns the wire log of a SIP2 account on or off.
   *
   * @param username the account's name
   * @param on whether its messages are logged
   * @return whether the tenant has such an account
   */
  boolean putWireLog(TenantId tenant, String username, boolean on);

  /**
   * An account to be stored.
   *
   * @param protocol its protocol
   * @param username the name, unique among all tenants
   * @param branch the code of the machine's branch
   * @param charset its character set, as an IANA name
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

    /** Names the account. */
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
