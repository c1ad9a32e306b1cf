package org.samling.postgres;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;

/** Keeps tenants and what belongs to their organisation. */
final class PostgresLibraryRegister implements LibraryRegister, Tenants {

  private static final String PUT_TENANT =
      """
      insert into tenant (id, code, name, time_zone, currency, open_catalogue)
      select coalesce(max(id), 0) + 1, ?, ?, ?, ?, ? from tenant
      on conflict (code) do update
      set name = excluded.name, time_zone = excluded.time_zone, currency = excluded.currency,
        open_catalogue = excluded.open_catalogue, settings_version = tenant.settings_version + 1
      returning *
      """;

  private static final String PUT_ITEM_CATEGORIES =
      """
      insert into item_category (tenant_id, code, name, media_type, for_loan, loan_days, renewals)
      select ?, * from unnest(?, ?, ?, ?, ?, ?)
      on conflict (tenant_id, code) do update
      set name = excluded.name, media_type = excluded.media_type, for_loan = excluded.for_loan,
        loan_days = excluded.loan_days, renewals = excluded.renewals
      """;

  private static final String PUT_PATRON_CATEGORIES =
      """
      insert into patron_category (tenant_id, code, name, max_loans, max_holds, max_debt)
      select ?, * from unnest(?, ?, ?, ?, ?)
      on conflict (tenant_id, code) do update
      set name = excluded.name, max_loans = excluded.max_loans, max_holds = excluded.max_holds,
        max_debt = excluded.max_debt
      """;

  private static final String PUT_AGENCIES =
      """
      insert into agency (tenant_id, number, kind, isil, cataloguing_number, name)
      select ?, * from unnest(?, ?, ?, ?, ?)
      on conflict (tenant_id, number) do update
      set kind = excluded.kind, isil = excluded.isil, cataloguing_number = excluded.cataloguing_number,
        name = excluded.name
      """;

  private static final String PUT_BRANCHES =
      """
      insert into branch (tenant_id, code, agency, name) select ?, * from unnest(?, ?, ?)
      on conflict (tenant_id, code) do update set agency = excluded.agency, name = excluded.name
      """;

  private static final String CLEAR_JOINT_AGENCIES =
      """
      delete from branch_joint_agency j where j.branch = any (?) and j.tenant_id = ?
        and not exists (select from unnest(?, ?, ?) e (id, branch, agency) where e.branch = j.branch and e.agency = j.agency)
      """;

  private static final String PUT_JOINT_AGENCIES =
      """
      insert into branch_joint_agency (tenant_id, branch, agency)
      select ?, e.branch, e.agency from unnest(?, ?, ?) e (id, branch, agency)
      on conflict (tenant_id, branch, agency) do nothing
      """;

  private static final String CLEAR_HOURS =
      """
      delete from opening_hours h where h.branch = any (?) and h.tenant_id = ?
        and not exists (select from unnest(?, ?, ?, ?, ?, ?, ?) e (id, branch, weekday, opens, closes, staffed_from, staffed_until)
          where e.branch = h.branch and e.weekday = h.weekday)
      """;

  private static final String CLEAR_CLOSINGS =
      """
      delete from closing c where c.branch = any (?) and c.tenant_id = ?
        and not exists (select from unnest(?, ?, ?, ?, ?) e (id, branch, first_day, last_day, reason)
          where e.branch = c.branch and e.first_day = c.first_day)
      """;

  private static final String PUT_HOURS =
      """
      insert into opening_hours (tenant_id, branch, weekday, opens, closes, staffed_from, staffed_until)
      select ?, e.branch, e.weekday, e.opens, e.closes, e.staffed_from, e.staffed_until
      from unnest(?, ?, ?, ?, ?, ?, ?) e (id, branch, weekday, opens, closes, staffed_from, staffed_until)
      on conflict (tenant_id, branch, weekday) do update
      set opens = excluded.opens, closes = excluded.closes, staffed_from = excluded.staffed_from,
        staffed_until = excluded.staffed_until
      """;

  private static final String PUT_CLOSINGS =
      """
      insert into closing (tenant_id, branch, first_day, last_day, reason)
      select ?, e.branch, e.first_day, e.last_day, e.reason
      from unnest(?, ?, ?, ?, ?) e (id, branch, first_day, last_day, reason)
      on conflict (tenant_id, branch, first_day) do update set last_day = excluded.last_day, reason = excluded.reason
      """;

  /** Tells every node that what is lent by has changed. */
  static final String NEW_SETTINGS =
      "update tenant set settings_version = settings_version + 1 where id = ?";

  private static final String KNOWN_ACCOUNTS =
      "select username, tenant_id, account_id from account_directory where username = any (?)";

  private static final String PUT_ACCOUNTS =
      """
      insert into account (tenant_id, id, protocol, username, password_hash, pepper_version, branch, charset, language)
      select ?, * from unnest(?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (tenant_id, id) do update
      set protocol = excluded.protocol, password_hash = excluded.password_hash, pepper_version = excluded.pepper_version,
        branch = excluded.branch, charset = excluded.charset, language = excluded.language
      """;

  private static final String PUT_ACCESS =
      """
      update account set enabled = ?, allow = ?::cidr[], certificate = ?, without_password = ?, idle_seconds = ?, max_connections = ?
      where tenant_id = ? and username = ? returning id
      """;

  private static final String PUT_PROFILE =
      "update account set profile = ?::jsonb where tenant_id = ? and username = ? and protocol = 'SIP2' returning id";

  private static final String PUT_SCOPES =
      "update account set scopes = ? where tenant_id = ? and username = ? and protocol in ('REST', 'Z3950', 'NCIP') returning id";

  private static final String PUT_PARTNERS =
      "update account set partners = ? where tenant_id = ? and username = ? and protocol = 'NCIP' returning id";

  private static final String PUT_ENABLED =
      "update account set enabled = ? where tenant_id = ? and username = ? returning id";

  private static final String LISTED =
      "select protocol, username, branch, enabled, allow::text[] as allow, scopes from account where tenant_id = ?";

  private static final String PROFILED_ACCOUNTS =
      "select username, branch, profile from account where tenant_id = ? and protocol = 'SIP2' order by username";

  private static final String PUT_WIRE_LOG =
      """
      update account_directory d set wire_log = ? from account a
      where d.tenant_id = ? and d.username = ? and a.tenant_id = d.tenant_id and a.id = d.account_id and a.protocol = 'SIP2'
      returning d.account_id
      """;

  private static final String PUT_DIRECTORY =
      """
      insert into account_directory (tenant_id, account_id, username) select ?, * from unnest(?, ?)
      on conflict (username) do nothing
      """;

  private final Database database;
  private final SecretHasher hasher;

  PostgresLibraryRegister(Database database, SecretHasher hasher) {
    this.database = database;
    this.hasher = hasher;
  }

  @Override
  public Tenant putTenant(
      String code, String name, ZoneId zone, Currency currency, boolean openCatalogue) {
    return tenants(PUT_TENANT, code, name, zone.getId(), currency.getCurrencyCode(), openCatalogue)
        .getFirst();
  }

  @Override
  public List<Tenant> all() {
    return tenants("select * from tenant order by code");
  }

  @Override
  public Optional<Tenant> byCode(String code) {
    return tenants("select * from tenant where code = ?", code).stream().findFirst();
  }

  private List<Tenant> tenants(String sql, Object... parameters) {
    return database.ask(connection -> {
      var tenants = new ArrayList<Tenant>();
      new Pipeline()
          .add(row -> tenants.add(PolicyLoader.tenant(row)), sql, parameters)
          .commit(connection);
      return tenants;
    });
  }

  @Override
  public void putItemCategories(TenantId tenant, List<ItemCategory> categories) {
    var rows = new Columns("text", "text", "text", "bool", "int4", "int4");
    categories.forEach(
        c -> rows.row(c.code(), c.name(), c.mediaType(), c.forLoan(), c.loanDays(), c.renewals()));
    putSettings(tenant, new Pipeline().add(PUT_ITEM_CATEGORIES, rows.after(tenant.value())));
  }

  @Override
  public void putPatronCategories(TenantId tenant, List<PatronCategory> categories) {
    var rows = new Columns("text", "text", "int4", "int4", "int8");
    categories.forEach(c -> rows.row(c.code(), c.name(), c.maxLoans(), c.maxHolds(), c.maxDebt()));
    putSettings(tenant, new Pipeline().add(PUT_PATRON_CATEGORIES, rows.after(tenant.value())));
  }

  @Override
  public void putAgencies(TenantId tenant, List<Agency> agencies) {
    var rows = new Columns("text", "text", "text", "text", "text");
    agencies.forEach(
        a -> rows.row(a.number(), a.kind().name(), a.isil(), a.cataloguingNumber(), a.name()));
    putSettings(tenant, new Pipeline().add(PUT_AGENCIES, rows.after(tenant.value())));
  }

  @Override
  public void putBranches(TenantId tenant, List<Branch> branches) {
    var rows = new Columns("text", "text", "text");
    var joint = new Columns("text", "text", "text");
    var hours = new Columns("text", "text", "int2", "time", "time", "time", "time");
    var closings = new Columns("text", "text", "date", "date", "text");
    for (var branch : branches) {
      rows.row(branch.code(), branch.agency(), branch.name());
      branch
          .jointAgencies()
          .forEach(agency -> joint.row(branch.code() + ' ' + agency, branch.code(), agency));
      branch
          .calendar()
          .hours()
          .forEach((day, h) ->
              hours.row(
                  branch.code() + day,
                  branch.code(),
                  day.getValue(),
                  h.open(),
                  h.close(),
                  h.staffedFrom(),
                  h.staffedUntil()));
      for (var c : branch.calendar().closings()) {
        closings.row(branch.code() + c.from(), branch.code(), c.from(), c.to(), c.reason());
      }
    }
    var codes = FactsLoader.texts(branches.stream().map(Branch::code).toList());
    putSettings(
        tenant,
        new Pipeline()
            .add(PUT_BRANCHES, rows.after(tenant.value()))
            .add(CLEAR_JOINT_AGENCIES, others(codes, tenant, joint))
            .add(PUT_JOINT_AGENCIES, joint.after(tenant.value()))
            .add(CLEAR_HOURS, others(codes, tenant, hours))
            .add(CLEAR_CLOSINGS, others(codes, tenant, closings))
            .add(PUT_HOURS, hours.after(tenant.value()))
            .add(PUT_CLOSINGS, closings.after(tenant.value())));
  }

  /** What stays as it is is not written anew: each change that is written is kept as a version. */
  private static Object[] others(Pipeline.Texts branches, TenantId tenant, Columns stay) {
    var parameters = new ArrayList<Object>();
    parameters.add(branches);
    parameters.add(tenant.value());
    parameters.addAll(stay.arrays());
    return parameters.toArray();
  }

  private void putSettings(TenantId tenant, Pipeline statements) {
    database.changeInTenant(tenant, statements.add(NEW_SETTINGS, tenant.value()));
  }

  @Override
  public void putAccounts(TenantId tenant, List<NewAccount> accounts) {
    var known = knownAccounts(tenant, accounts);
    var now = Instant.now();
    var rows = new Columns("uuid", "text", "text", "text", "int2", "text", "text", "text");
    var directory = new Columns("uuid", "text");
    for (var account : accounts) {
      var id = known.getOrDefault(account.username(), Uuids.next(now));
      var hash = hasher.hash(PostgresAccounts.owner(id), account.password());
      rows.row(
          id,
          account.protocol().name(),
          account.username(),
          hash.text(),
          hash.pepperVersion(),
          account.branch(),
          account.charset(),
          account.language());
      directory.row(id, account.username());
    }
    database.changeInTenant(
        tenant,
        new Pipeline()
            .add(PUT_ACCOUNTS, rows.after(tenant.value()))
            .add(PUT_DIRECTORY, directory.after(tenant.value())));
  }

  @Override
  public boolean putAccess(TenantId tenant, String username, Access access) {
    var idle = access.idle();
    return changes(
        tenant,
        "id",
        PUT_ACCESS,
        access.enabled(),
        FactsLoader.texts(access.allow()),
        access.certificate(),
        FactsLoader.texts(access.withoutPassword().stream().map(Enum::name).toList()),
        idle == null ? null : Math.toIntExact(idle.toSeconds()),
        access.connections(),
        tenant.value(),
        username);
  }

  @Override
  public boolean putProfile(TenantId tenant, String username, @Nullable Sip2ProfileChoice profile) {
    return changes(
        tenant,
        "id",
        PUT_PROFILE,
        profile == null ? null : Json.writeProfile(profile),
        tenant.value(),
        username);
  }

  @Override
  public boolean putScopes(TenantId tenant, String username, Set<Account.Scope> scopes) {
    return changes(
        tenant,
        "id",
        PUT_SCOPES,
        FactsLoader.texts(scopes.stream().map(Account.Scope::text).toList()),
        tenant.value(),
        username);
  }

  @Override
  public boolean putPartners(TenantId tenant, String username, Set<String> partners) {
    return changes(
        tenant,
        "id",
        PUT_PARTNERS,
        FactsLoader.texts(partners.stream().sorted().toList()),
        tenant.value(),
        username);
  }

  @Override
  public boolean putEnabled(TenantId tenant, String username, boolean enabled) {
    return changes(tenant, "id", PUT_ENABLED, enabled, tenant.value(), username);
  }

  @Override
  public List<ListedAccount> accounts(TenantId tenant, String after, int limit) {
    return listed(
        tenant,
        LISTED + " and username > ? order by username limit ?",
        tenant.value(),
        after,
        limit);
  }

  @Override
  public Optional<ListedAccount> account(TenantId tenant, String username) {
    return listed(tenant, LISTED + " and username = ?", tenant.value(), username).stream()
        .findFirst();
  }

  private List<ListedAccount> listed(TenantId tenant, String sql, Object... values) {
    var accounts = new ArrayList<ListedAccount>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    accounts.add(
                        new ListedAccount(
                            Account.Protocol.valueOf(row.getString("protocol")),
                            row.getString("username"),
                            row.getString("branch"),
                            row.getBoolean("enabled"),
                            FactsLoader.strings(row, "allow"),
                            FactsLoader.strings(row, "scopes").stream()
                                .flatMap(s -> Account.Scope.of(s).stream())
                                .collect(Collectors.toSet()))),
                sql,
                values));
    return accounts;
  }

  @Override
  public List<ProfiledAccount> profiledAccounts(TenantId tenant) {
    var accounts = new ArrayList<ProfiledAccount>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    accounts.add(
                        new ProfiledAccount(
                            row.getString("username"),
                            row.getString("branch"),
                            PostgresAccounts.profile(row))),
                PROFILED_ACCOUNTS,
                tenant.value()));
    return accounts;
  }

  @Override
  public boolean putWireLog(TenantId tenant, String username, boolean on) {
    return changes(tenant, "account_id", PUT_WIRE_LOG, on, tenant.value(), username);
  }

  private boolean changes(TenantId tenant, String key, String sql, @Nullable Object... values) {
    var changed = new ArrayList<UUID>();
    database.changeInTenant(
        tenant, new Pipeline().add(row -> changed.add(FactsLoader.uuid(row, key)), sql, values));
    return !changed.isEmpty();
  }

  private Map<String, UUID> knownAccounts(TenantId tenant, List<NewAccount> accounts) {
    var names = FactsLoader.texts(accounts.stream().map(NewAccount::username).toList());
    return database.ask(connection -> {
      var known = new HashMap<String, UUID>();
      new Pipeline()
          .add(
              row -> {
                var username = row.getString("username");
                if (row.getInt("tenant_id") != tenant.value()) {
                  throw new NameTakenException(username);
                }
                known.put(username, FactsLoader.uuid(row, "account_id"));
              },
              KNOWN_ACCOUNTS,
              names)
          .commit(connection);
      return known;
    });
  }
}
