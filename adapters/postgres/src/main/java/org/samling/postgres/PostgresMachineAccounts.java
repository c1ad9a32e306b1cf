package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.TenantId;

/** Lists the accounts of machines and partners. */
final class PostgresMachineAccounts implements MachineAccounts {

  private static final String ALL =
      """
      select a.id, a.protocol, a.username, a.branch, a.charset, a.language, a.enabled, a.allow::text[] as allow, a.certificate,
        a.without_password, a.idle_seconds, a.max_connections, a.profile, a.scopes, a.partners, b.agency, d.wire_log from account a
      join account_directory d on d.tenant_id = a.tenant_id and d.account_id = a.id
      join branch b on b.tenant_id = a.tenant_id and b.code = a.branch
      where a.tenant_id = ? and (?::text is null or a.username = ?) order by a.username limit %d
      """
          .formatted(MOST);

  private final Database database;

  PostgresMachineAccounts(Database database) {
    this.database = database;
  }

  @Override
  public List<MachineAccount> all(TenantId tenant) {
    return find(tenant, null);
  }

  @Override
  public Optional<MachineAccount> named(TenantId tenant, String username) {
    return find(tenant, username).stream().findFirst();
  }

  private List<MachineAccount> find(TenantId tenant, @Nullable String username) {
    var accounts = new ArrayList<MachineAccount>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(row -> accounts.add(account(row)), ALL, tenant.value(), username, username));
    return accounts;
  }

  private static MachineAccount account(ResultSet row) throws SQLException {
    var protocol = Account.Protocol.valueOf(row.getString("protocol"));
    return new MachineAccount(
        FactsLoader.uuid(row, "id"),
        protocol,
        row.getString("username"),
        row.getString("branch"),
        row.getString("agency"),
        row.getString("charset"),
        row.getString("language"),
        PostgresAccounts.access(row),
        PostgresAccounts.profile(row),
        PostgresAccounts.scopes(row, protocol),
        Set.copyOf(FactsLoader.strings(row, "partners")),
        row.getBoolean("wire_log"));
  }
}
