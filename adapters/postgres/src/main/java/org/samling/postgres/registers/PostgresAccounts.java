package org.samling.postgres.registers;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.login.LoginAttempts;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.organisation.AccountContacts.Failure;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.CurrentRequest;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.hashing.HashingPool.Share;
import org.samling.postgres.loader.PolicyLoader;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Finds accounts by name and checks their passwords. A password that was right is remembered under
 * a key of this process, together with the hash it was checked against, so that a thousand kiosks
 * that come back at once cost a thousand look-ups and not a thousand hashes.
 */
public final class PostgresAccounts implements Accounts {

  private static final String DIRECTORY =
      "select tenant_id, account_id from account_directory where username = ?";

  /**
   * A mark that changes whenever the account, its agency or its tenant does; also where the account
   * was switched off and on again, which its version tells.
   */
  private static final String MARK = "md5(row(a.*, d.version, g.isil, t.*)::text)";

  private static final String ACCOUNT =
      """
      select a.id as account, a.username, a.password_hash, a.pepper_version, a.branch, a.charset, a.language, g.isil,
        a.enabled, a.allow::text[] as allow, a.certificate, a.without_password, a.idle_seconds, a.max_connections, a.profile, a.scopes, a.partners,
        a.bound_agencies, a.bound_branches, d.version,
        %s, %s as mark
      from account a
      join account_directory d on d.tenant_id = a.tenant_id and d.account_id = a.id
      join tenant t on t.id = a.tenant_id
      join branch b on b.tenant_id = a.tenant_id and b.code = a.branch
      join agency g on g.tenant_id = b.tenant_id and g.number = b.agency
      where a.tenant_id = ? and a.id = ? and a.protocol = ? and a.enabled
      """
          .formatted(PolicyLoader.TENANT_COLUMNS, MARK);

  private static final String MARKS =
      """
      select a.id as account, %s as mark
      from unnest(?) wanted (id)
      join account a on a.tenant_id = ? and a.id = wanted.id and a.enabled
      join account_directory d on d.tenant_id = a.tenant_id and d.account_id = a.id
      join tenant t on t.id = a.tenant_id
      join branch b on b.tenant_id = a.tenant_id and b.code = a.branch
      join agency g on g.tenant_id = b.tenant_id and g.number = b.agency
      """
          .formatted(MARK);

  /** Stores a new hash, unless the password was changed meanwhile. */
  private static final String HASHED_ANEW =
      "update account set password_hash = ?, pepper_version = ? where tenant_id = ? and id = ? and password_hash = ?";

  private static final String VERSIONS =
      "select account_id, version from account_directory where account_id = any (?)";

  private static final String WIRE_LOGGED =
      "select tenant, id, username from accounts_with_wire_log(?)";

  private final Database database;
  private final SecretHasher hasher;
  private final LoginAttempts attempts;
  private final PostgresLoginOrigins origins;
  private final AccountContacts contacts;
  private final PostgresAccountTokens tokens;
  private final byte[] processKey = new byte[32];

  /** By username. */
  private final Map<String, Verified> verified = new ConcurrentHashMap<>();

  /**
   * Passwords that are being checked, so that many logins with the same one at once check it only
   * once.
   */
  private final Map<Check, FutureTask<Boolean>> checking = new ConcurrentHashMap<>();

  private record Check(SecretHasher.Hash hash, String mac) {}

  private record Verified(Check check, Account account) {}

  private record Entry(TenantId tenantId, UUID accountId) {}

  private record Versioned(UUID accountId, int version) {}

  private record Marked(UUID account, String mark) {}

  private record Found(Account account, SecretHasher.Hash hash, String mark) {}

  public PostgresAccounts(
      Database database,
      SecretHasher hasher,
      LoginAttempts attempts,
      PostgresLoginOrigins origins,
      AccountContacts contacts) {
    this.database = database;
    this.hasher = hasher;
    this.attempts = attempts;
    this.origins = origins;
    this.contacts = contacts;
    this.tokens = new PostgresAccountTokens(database);
    new SecureRandom().nextBytes(processKey);
  }

  /** A login that a limit refuses costs no look-up; one known to be right costs no hash. */
  @Override
  public Optional<Login> logIn(Account.Protocol protocol, String username, Secret password) {
    try {
      return checked(protocol, username, password);
    } catch (LoginLimitException e) {
      failed(username, Failure.TOO_MANY);
      throw e;
    }
  }

  private void failed(String username, Failure failure) {
    contacts.failed(username, failure, CurrentRequest.from());
  }

  private Optional<Login> checked(Account.Protocol protocol, String username, Secret password) {
    var mac = mac(username, password);
    var known = verified.get(username);
    if (known == null || !known.check().mac().equals(mac)) {
      attempts.require(username);
    }
    var found = find(protocol, username);
    if (found.isEmpty()) {
      var _ = attempts.attempt(username, () -> pretend(password), isRight -> isRight);
      failed(username, Failure.NOT_USABLE);
      return Optional.empty();
    }
    var account = matched(found.get(), mac, password);
    if (account.isPresent()) {
      origins.noteRight(username);
    } else {
      failed(username, Failure.PASSWORD);
    }
    return account.map(a -> new Login(a, mark(found.get(), protocol, username, password)));
  }

  private boolean pretend(Secret password) {
    try (var turn = hasher.turn(Share.LOGIN)) {
      hasher.pretend(turn, password);
    }
    return false;
  }

  private String mac(String username, Secret password) {
    return HexFormat.of()
        .formatHex(SecretHasher.hmac(processKey, username + '\0' + password.value()));
  }

  /** The mark of the hash; a hash of an older pepper is replaced when the password is used. */
  private String mark(Found found, Account.Protocol protocol, String username, Secret password) {
    if (!hasher.isOld(found.hash())) {
      return found.mark();
    }
    var account = found.account();
    var tenant = account.tenant().id();
    var anew = hasher.hash(owner(account.id()), password);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                HASHED_ANEW,
                anew.text(),
                anew.pepperVersion(),
                tenant.value(),
                account.id(),
                found.hash().text()));
    return find(protocol, username).map(Found::mark).orElse(found.mark());
  }

  @Override
  public Optional<Login> identified(Account.Protocol protocol, String username) {
    return find(protocol, username).map(found -> new Login(found.account(), found.mark()));
  }

  @Override
  public Optional<TokenLogin> byToken(Account.Protocol protocol, Secret token) {
    var login =
        tokens
            .shown(token)
            .flatMap(shown ->
                load(new Entry(shown.tenant(), shown.account()), protocol)
                    .map(found ->
                        new TokenLogin(
                            found.account().restrictedTo(shown.scopes()), shown.name())));
    // Looking up a token costs no hash, so a valid one never has to wait.
    return login.isPresent() ? login : attempts.attempt(null, () -> login, Optional::isPresent);
  }

  @Override
  public Map<UUID, Integer> versions(Collection<UUID> accounts) {
    return database
        .inTransaction(p -> p.list(Versioned.class, VERSIONS, SqlArray.uuids(accounts)))
        .stream()
        .collect(Collectors.toMap(Versioned::accountId, Versioned::version));
  }

  private Optional<Found> find(Account.Protocol protocol, String username) {
    return database
        .inTransaction(p -> p.optional(Entry.class, DIRECTORY, username))
        .flatMap(e -> load(e, protocol));
  }

  @Override
  public Map<UUID, String> marks(TenantId tenant, Collection<UUID> accounts) {
    try {
      return database
          .inTenant(
              tenant, p -> p.list(Marked.class, MARKS, SqlArray.uuids(accounts), tenant.value()))
          .stream()
          .collect(Collectors.toMap(Marked::account, Marked::mark));
    } catch (StoreException e) {
      if (Database.isOfWithdrawnTenant(e)) {
        return Map.of(); // nobody logs in to it any more
      }
      throw e;
    }
  }

  @Override
  public List<WireLogged> wireLogged() {
    return database.alone(p -> p.list(WireLogged.class, WIRE_LOGGED, Acting.ALL));
  }

  private Optional<Found> load(Entry entry, Account.Protocol protocol) {
    return database.inTenant(
        entry.tenantId(),
        p ->
            p.optional(
                AccountRow.class,
                row -> row.found(protocol),
                ACCOUNT,
                entry.tenantId(),
                entry.accountId(),
                protocol));
  }

  private record AccountRow(
      Tenant tenant,
      UUID account,
      String username,
      String branch,
      String isil,
      String charset,
      String language,
      AccessRow access,
      @Nullable JsonText profile,
      Set<String> scopes,
      Set<String> partners,
      Set<String> boundAgencies,
      Set<String> boundBranches,
      int version,
      String passwordHash,
      short pepperVersion,
      String mark) {

    Found found(Account.Protocol protocol) {
      return new Found(
          new Account(
              tenant,
              account,
              protocol,
              username,
              new Account.Site(branch, isil, charset, language),
              access.access(),
              PostgresAccounts.profile(profile),
              PostgresAccounts.scopes(scopes, protocol),
              partners,
              Bounds.of(boundAgencies, boundBranches),
              version),
          new SecretHasher.Hash(passwordHash, pepperVersion),
          mark);
    }
  }

  /** An account's limits on connections, as its row has them. */
  record AccessRow(
      boolean enabled,
      List<String> allow,
      @Nullable String certificate,
      Set<Access.Credential> withoutPassword,
      @Nullable Integer idleSeconds,
      @Nullable Integer maxConnections) {

    Access access() {
      return new Access(
          enabled,
          allow,
          certificate,
          withoutPassword,
          idleSeconds == null ? null : Duration.ofSeconds(idleSeconds),
          maxConnections);
    }
  }

  /** An account's scopes, without those that this version does not know. */
  static Set<Account.Scope> scopes(Set<String> kept, Account.Protocol protocol) {
    return kept.isEmpty() && protocol == Account.Protocol.NCIP ? Account.Scope.NCIP : known(kept);
  }

  /** Those of the named scopes that this version knows. */
  static Set<Account.Scope> known(Set<String> names) {
    return names.stream().flatMap(s -> Account.Scope.of(s).stream()).collect(Collectors.toSet());
  }

  /** The profile of an account, or null where it has the usual one. */
  static @Nullable Sip2ProfileChoice profile(@Nullable JsonText kept) {
    return kept == null ? null : Json.readProfile(kept.json());
  }

  private Optional<Account> matched(Found found, String mac, Secret password) {
    var account = found.account();
    var known = verified.get(account.username());
    var check = new Check(found.hash(), mac);
    if (known != null && known.check().equals(check) && known.account().equals(account)) {
      return Optional.of(known.account()); // one object for all its connections
    }
    if ((known == null || !known.check().equals(check)) && !matches(check, account, password)) {
      return Optional.empty();
    }
    verified.put(account.username(), new Verified(check, account));
    return Optional.of(account);
  }

  private boolean matches(Check check, Account account, Secret password) {
    while (true) {
      var mine =
          new FutureTask<>(() ->
              attempts.attempt(
                  account.username(),
                  () -> {
                    try (var turn = hasher.turn(Share.LOGIN)) {
                      return hasher.matches(turn, owner(account.id()), password, check.hash());
                    }
                  },
                  isRight -> isRight));
      var others = checking.putIfAbsent(check, mine);
      try {
        if (others == null) {
          mine.run();
          return mine.get();
        }
        return others.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException(StoreException.Kind.UNAVAILABLE, "interrupted", e);
      } catch (ExecutionException e) {
        if (others == null) {
          throw fault(e.getCause());
        } // else another address failed too often, and ours is still to be checked
      } finally {
        checking.remove(check, mine);
      }
    }
  }

  private static RuntimeException fault(@Nullable Throwable cause) {
    return cause instanceof LoginLimitException || cause instanceof StoreException
        ? (RuntimeException) cause
        : new IllegalStateException("a password could not be checked", cause);
  }

  /** The owner of an account's password, for the hash. */
  static String owner(UUID account) {
    return "account " + account;
  }
}
