package org.samling.postgres.registers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.registers.PostgresAccounts.AccessRow;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;

/** Lists the accounts of machines and partners. */
public final class PostgresMachineAccounts implements MachineAccounts {

  private static final String ALL =
      """
      select a.id, a.protocol, a.username, a.branch, a.charset, a.language, a.enabled, a.allow::text[] as allow, a.certificate,
        a.without_password, a.idle_seconds, a.max_connections, a.profile, a.scopes, a.partners,
        a.bound_agencies, a.bound_branches, b.agency, d.wire_log
      from account a
      join account_directory d on d.tenant_id = a.tenant_id and d.account_id = a.id
      join branch b on b.tenant_id = a.tenant_id and b.code = a.branch
      where a.tenant_id = :tenant and (:username::text is null or a.username = :username) order by a.username limit %d
      """
          .formatted(MOST);

  private final Database database;

  public PostgresMachineAccounts(Database database) {
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
    return database.inTenant(
        tenant, p -> p.list(Row.class, Row::account, ALL, Parameters.of("username", username)));
  }

  private record Row(
      UUID id,
      Account.Protocol protocol,
      String username,
      String branch,
      String agency,
      String charset,
      String language,
      AccessRow access,
      @Nullable JsonText profile,
      Set<String> scopes,
      Set<String> partners,
      Set<String> boundAgencies,
      Set<String> boundBranches,
      boolean wireLog) {

    MachineAccount account() {
      return new MachineAccount(
          id,
          protocol,
          username,
          new MachineAccount.Site(branch, agency, charset, language),
          access.access(),
          PostgresAccounts.profile(profile),
          PostgresAccounts.scopes(scopes, protocol),
          partners,
          Bounds.of(boundAgencies, boundBranches),
          wireLog);
    }
  }
}
