package org.samling.postgres.registers;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Json;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.loader.PolicyLoader;
import org.samling.postgres.rows.Latest;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.PolicyRows.BranchRow;
import org.samling.postgres.tables.PolicyRows.ClosingRow;
import org.samling.postgres.tables.PolicyRows.HoursRow;
import org.samling.postgres.tables.PolicyRows.JointAgencyRow;
import org.samling.postgres.writer.Batch;

/** Keeps tenants and their organisation. */
public final class PostgresLibraryRegister implements LibraryRegister, Tenants {

  private static final String PUT_TENANT =
      """
      insert into tenant as t (id, code, name, time_zone, currency, open_catalogue)
      values (nextval('tenant_number'), ?, ?, ?, ?, ?)
      on conflict (code) do update
      set name = excluded.name, time_zone = excluded.time_zone, currency = excluded.currency,
        open_catalogue = excluded.open_catalogue, settings_version = t.settings_version + 1
      where t.withdrawn_at is null
      returning %s
      """
          .formatted(PolicyLoader.TENANT_COLUMNS);

  private static final RowStatement<ItemCategory> PUT_ITEM_CATEGORIES =
      RowStatement.of(
          ItemCategory.class,
          """
          insert into item_category (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, code) do update set {* = excluded.*}
          """);

  private static final RowStatement<PatronCategory> PUT_PATRON_CATEGORIES =
      RowStatement.of(
          PatronCategory.class,
          """
          insert into patron_category (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, code) do update set {* = excluded.*}
          """);

  private static final RowStatement<Agency> PUT_AGENCIES =
      RowStatement.of(
          Agency.class,
          """
          insert into agency (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, number) do update set {* = excluded.*}
          """);

  private static final RowStatement<BranchRow> PUT_BRANCHES =
      RowStatement.of(
          BranchRow.class,
          """
          insert into branch (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, code) do update set {* = excluded.*}
          """);

  private static final RowStatement<JointAgencyRow> CLEAR_JOINT_AGENCIES =
      RowStatement.of(
          JointAgencyRow.class,
          """
          delete from branch_joint_agency j where j.branch = any (:branches) and j.tenant_id = :tenant
            and not exists (select from {rows} where e.branch = j.branch and e.agency = j.agency)
          """);

  private static final RowStatement<JointAgencyRow> PUT_JOINT_AGENCIES =
      RowStatement.of(
          JointAgencyRow.class,
          """
          insert into branch_joint_agency (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, branch, agency) do nothing
          """);

  private static final RowStatement<HoursRow> CLEAR_HOURS =
      RowStatement.of(
          HoursRow.class,
          """
          delete from opening_hours h where h.branch = any (:branches) and h.tenant_id = :tenant
            and not exists (select from {rows} where e.branch = h.branch and e.weekday = h.weekday)
          """);

  private static final RowStatement<ClosingRow> CLEAR_CLOSINGS =
      RowStatement.of(
          ClosingRow.class,
          """
          delete from closing c where c.branch = any (:branches) and c.tenant_id = :tenant
            and not exists (select from {rows} where e.branch = c.branch and e.first_day = c.first_day)
          """);

  private static final RowStatement<HoursRow> PUT_HOURS =
      RowStatement.of(
          HoursRow.class,
          """
          insert into opening_hours (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, branch, weekday) do update set {* = excluded.*}
          """);

  private static final RowStatement<ClosingRow> PUT_CLOSINGS =
      RowStatement.of(
          ClosingRow.class,
          """
          insert into closing (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, branch, first_day) do update set {* = excluded.*}
          """);

  /** Tells every node that the lending policy has changed. */
  public static final String NEW_SETTINGS =
      "update tenant set settings_version = settings_version + 1 where id = ?";

  private static final String KNOWN_ACCOUNTS =
      "select username, tenant_id, account_id from account_directory where username = any (?)";

  private record AccountRow(
      UUID id,
      Account.Protocol protocol,
      String username,
      String passwordHash,
      int pepperVersion,
      String branch,
      String charset,
      String language) {}

  private record DirectoryRow(UUID accountId, String username) {}

  private static final RowStatement<AccountRow> PUT_ACCOUNTS =
      RowStatement.of(
          AccountRow.class,
          """
          insert into account (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, id) do update
          set protocol = excluded.protocol, password_hash = excluded.password_hash, pepper_version = excluded.pepper_version,
            branch = excluded.branch, charset = excluded.charset, language = excluded.language
          """);

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

  private static final String PUT_BOUNDS =
      "update account set bound_agencies = ?, bound_branches = ? where tenant_id = ? and username = ? returning id";

  private static final String PUT_ENABLED =
      "update account set enabled = ? where tenant_id = ? and username = ? returning id";

  private static final String LISTED =
      "select protocol, username, branch, enabled, allow::text[] as allow, scopes from account where tenant_id = ?";

  private static final String PUT_WIRE_LOG =
      """
      update account_directory d set wire_log = ? from account a
      where d.tenant_id = ? and d.username = ? and a.tenant_id = d.tenant_id and a.id = d.account_id and a.protocol = 'SIP2'
      returning d.account_id
      """;

  private static final RowStatement<DirectoryRow> PUT_DIRECTORY =
      RowStatement.of(
          DirectoryRow.class,
          """
          insert into account_directory (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (username) do nothing
          """);

  private static final String TENANTS =
      "select " + PolicyLoader.TENANT_COLUMNS + " from tenant t where t.withdrawn_at is null ";

  private static final String WITH_WORK =
      TENANTS
          + "and t.id = any (array(select tenants_with_work(:claim, :work, :by))) order by t.code";

  private final Database database;
  private final SecretHasher hasher;

  public PostgresLibraryRegister(Database database, SecretHasher hasher) {
    this.database = database;
    this.hasher = hasher;
  }

  @Override
  public Tenant putTenant(
      String code, String name, ZoneId zone, Currency currency, boolean openCatalogue) {
    return database
        .inTransaction(p ->
            p.optional(
                Tenant.class,
                PUT_TENANT,
                code,
                name,
                zone.getId(),
                currency.getCurrencyCode(),
                openCatalogue))
        .orElseThrow(() ->
            new StoreException(
                StoreException.Kind.REFUSED,
                "The tenant \"%s\" is being withdrawn.".formatted(code),
                null));
  }

  @Override
  public List<Tenant> all() {
    return database.inTransaction(p -> p.list(Tenant.class, TENANTS + "order by t.code"));
  }

  @Override
  public List<Tenant> withWork(Work work, Instant by) {
    return database.alone(p ->
        p.list(
            Tenant.class,
            WITH_WORK,
            Parameters.of("claim", Acting.ALL).and("work", work).and("by", by)));
  }

  @Override
  public Optional<Tenant> byCode(String code) {
    return database.inTransaction(p -> p.optional(Tenant.class, TENANTS + "and t.code = ?", code));
  }

  @Override
  public void putItemCategories(TenantId tenant, List<ItemCategory> categories) {
    putSettings(
        tenant,
        new Pipeline().write(PUT_ITEM_CATEGORIES, Latest.of(categories, ItemCategory::code)));
  }

  @Override
  public void putPatronCategories(TenantId tenant, List<PatronCategory> categories) {
    putSettings(
        tenant,
        new Pipeline().write(PUT_PATRON_CATEGORIES, Latest.of(categories, PatronCategory::code)));
  }

  @Override
  public void putAgencies(TenantId tenant, List<Agency> agencies) {
    putSettings(tenant, new Pipeline().write(PUT_AGENCIES, Latest.of(agencies, Agency::number)));
  }

  @Override
  public void putBranches(TenantId tenant, List<Branch> all) {
    var branches = Latest.of(all, Branch::code);
    var codes = codes(branches);
    var hours = branches.stream().flatMap(HoursRow::of).toList();
    var closings = Latest.of(branches.stream().flatMap(ClosingRow::of).toList(), ClosingRow::key);
    // Unchanged settings are not written again: each change that is written is kept as a version.
    putSettings(
        tenant,
        withoutCalendars(tenant, branches)
            .compare(CLEAR_HOURS, hours, codes)
            .compare(CLEAR_CLOSINGS, closings, codes)
            .write(PUT_HOURS, hours)
            .write(PUT_CLOSINGS, closings));
  }

  @Override
  public void putBranchWithoutCalendar(TenantId tenant, Branch branch) {
    putSettings(tenant, withoutCalendars(tenant, List.of(branch)));
  }

  private static Pipeline withoutCalendars(TenantId tenant, Collection<Branch> branches) {
    var joint = branches.stream().flatMap(JointAgencyRow::of).toList();
    return Batch.lock(tenant)
        .write(PUT_BRANCHES, branches.stream().map(BranchRow::of).toList())
        .compare(CLEAR_JOINT_AGENCIES, joint, codes(branches))
        .write(PUT_JOINT_AGENCIES, joint);
  }

  private static Parameters codes(Collection<Branch> branches) {
    return Parameters.of("branches", SqlArray.texts(branches.stream().map(Branch::code).toList()));
  }

  private void putSettings(TenantId tenant, Pipeline statements) {
    database.changeInTenant(tenant, statements.add(NEW_SETTINGS, tenant.value()));
  }

  @Override
  public void putAccounts(TenantId tenant, List<NewAccount> accounts) {
    database.changeInTenant(tenant, stored(tenant, accounts));
  }

  @Override
  public void addAccount(
      TenantId tenant,
      NewAccount account,
      @Nullable Sip2ProfileChoice profile,
      Set<Account.Scope> scopes,
      Bounds bounds) {
    var name = account.username();
    database.changeInTenant(
        tenant,
        stored(tenant, List.of(account))
            .add(PUT_PROFILE, written(profile), tenant.value(), name)
            .add(PUT_SCOPES, texts(scopes), tenant.value(), name)
            .add(
                PUT_BOUNDS,
                sorted(bounds.agencies()),
                sorted(bounds.branches()),
                tenant.value(),
                name));
  }

  private static SqlArray sorted(Set<String> codes) {
    return SqlArray.texts(codes.stream().sorted().toList());
  }

  private static SqlArray texts(Set<Account.Scope> scopes) {
    return SqlArray.texts(scopes.stream().map(Account.Scope::text).toList());
  }

  private static @Nullable String written(@Nullable Sip2ProfileChoice profile) {
    return profile == null ? null : Json.writeProfile(profile);
  }

  private Pipeline stored(TenantId tenant, List<NewAccount> accounts) {
    var known = knownAccounts(tenant, accounts);
    var now = Instant.now();
    var rows = new LinkedHashMap<UUID, AccountRow>();
    var directory = new LinkedHashMap<UUID, DirectoryRow>();
    for (var account : accounts) {
      var id = known.getOrDefault(account.username(), Uuids.next(now));
      var hash = hasher.hash(PostgresAccounts.owner(id), account.password());
      rows.put(
          id,
          new AccountRow(
              id,
              account.protocol(),
              account.username(),
              hash.text(),
              hash.pepperVersion(),
              account.branch(),
              account.charset(),
              account.language()));
      directory.put(id, new DirectoryRow(id, account.username()));
    }
    return new Pipeline()
        .write(PUT_ACCOUNTS, rows.values())
        .write(PUT_DIRECTORY, directory.values());
  }

  @Override
  public boolean putAccess(TenantId tenant, String username, Access access) {
    var idle = access.idle();
    return changes(
        tenant,
        PUT_ACCESS,
        access.enabled(),
        SqlArray.texts(access.allow()),
        access.certificate(),
        SqlArray.texts(access.withoutPassword().stream().map(Enum::name).toList()),
        idle == null ? null : Math.toIntExact(idle.toSeconds()),
        access.connections(),
        tenant.value(),
        username);
  }

  @Override
  public boolean putProfile(TenantId tenant, String username, @Nullable Sip2ProfileChoice profile) {
    return changes(tenant, PUT_PROFILE, written(profile), tenant.value(), username);
  }

  @Override
  public boolean putScopes(TenantId tenant, String username, Set<Account.Scope> scopes) {
    return changes(tenant, PUT_SCOPES, texts(scopes), tenant.value(), username);
  }

  @Override
  public boolean putPartners(TenantId tenant, String username, Set<String> partners) {
    return changes(
        tenant,
        PUT_PARTNERS,
        SqlArray.texts(partners.stream().sorted().toList()),
        tenant.value(),
        username);
  }

  @Override
  public boolean putBounds(TenantId tenant, String username, Bounds bounds) {
    return changes(
        tenant,
        PUT_BOUNDS,
        sorted(bounds.agencies()),
        sorted(bounds.branches()),
        tenant.value(),
        username);
  }

  @Override
  public boolean putEnabled(TenantId tenant, String username, boolean enabled) {
    return changes(tenant, PUT_ENABLED, enabled, tenant.value(), username);
  }

  @Override
  public List<ListedAccount> accounts(
      TenantId tenant, Account.@Nullable Protocol protocol, String after, int limit) {
    return listed(
        tenant,
        LISTED + " and protocol = any (?) and username > ? order by username limit ?",
        tenant.value(),
        SqlArray.names(
            protocol == null ? EnumSet.allOf(Account.Protocol.class) : EnumSet.of(protocol)),
        after,
        limit);
  }

  @Override
  public Optional<ListedAccount> account(TenantId tenant, String username) {
    return listed(tenant, LISTED + " and username = ?", tenant.value(), username).stream()
        .findFirst();
  }

  private record ListedRow(
      Account.Protocol protocol,
      String username,
      String branch,
      boolean enabled,
      List<String> allow,
      Set<String> scopes) {

    ListedAccount account() {
      return new ListedAccount(
          protocol, username, branch, enabled, allow, PostgresAccounts.known(scopes));
    }
  }

  private List<ListedAccount> listed(TenantId tenant, String sql, Object... values) {
    return database.inTenant(tenant, p -> p.list(ListedRow.class, ListedRow::account, sql, values));
  }

  @Override
  public boolean putWireLog(TenantId tenant, String username, boolean on) {
    return changes(tenant, PUT_WIRE_LOG, on, tenant.value(), username);
  }

  private boolean changes(TenantId tenant, String sql, @Nullable Object... values) {
    return database.changeInTenant(tenant, p -> p.any(sql, values));
  }

  private record EntryRow(String username, TenantId tenantId, UUID accountId) {}

  private Map<String, UUID> knownAccounts(TenantId tenant, List<NewAccount> accounts) {
    var names = SqlArray.texts(accounts.stream().map(NewAccount::username).toList());
    var known = new HashMap<String, UUID>();
    for (var entry : database.inTransaction(p -> p.list(EntryRow.class, KNOWN_ACCOUNTS, names))) {
      if (!entry.tenantId().equals(tenant)) {
        throw new NameTakenException(entry.username());
      }
      known.put(entry.username(), entry.accountId());
    }
    return known;
  }
}
