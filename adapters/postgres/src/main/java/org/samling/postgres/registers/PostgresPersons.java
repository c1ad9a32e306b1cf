package org.samling.postgres.registers;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.Persons;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.Seal;
import org.samling.postgres.loader.CprRows;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Finds the patrons of all tenants who are the same person, and brings stored CPR numbers under the
 * newest key.
 */
public final class PostgresPersons implements Persons {

  private static final String ROWS = "select tenant_id, patron_id from rows_of_person(?)";

  private static final String BRANCH = "select branch from patron where tenant_id = ? and id = ?";

  private static final String SEALED_BY_AN_OLDER_KEY =
      """
      select id, encode(cpr_sealed, 'hex') as sealed, cpr_seal_key_version as version from patron
      where tenant_id = ? and cpr_sealed is not null and cpr_seal_key_version < ? limit ?
      """;

  private static final int AT_ONCE = 500;

  private final Database database;
  private final PatronKeys keys;

  public PostgresPersons(Database database, PatronKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public List<Row> rowsOf(Cpr cpr) {
    var found =
        database.inTransaction(p ->
            p.list(
                FoundRow.class,
                ROWS,
                SqlArray.bytes(keys.persons(cpr).stream().map(HexFormat.of()::parseHex).toList())));
    var rows = new ArrayList<Row>();
    for (var f : found) {
      database
          .inTenant(f.tenantId(), p -> p.optional(String.class, BRANCH, f.tenantId(), f.patronId()))
          .ifPresent(branch -> rows.add(new Row(f.tenantId(), f.patronId(), branch)));
    }
    return rows;
  }

  private record FoundRow(TenantId tenantId, UUID patronId) {}

  private record SealedRow(UUID id, String sealed, short version) {}

  /**
   * Brings some of the CPR numbers under an older key to the newest one; the next call continues.
   * Meanwhile either key finds them.
   *
   * @return how many, 0 where none is left
   */
  public int rekey(TenantId tenant) {
    var old =
        database.inTenant(
            tenant,
            p ->
                p.list(
                    SealedRow.class,
                    SEALED_BY_AN_OLDER_KEY,
                    tenant.value(),
                    keys.newest(),
                    AT_ONCE));
    var numbers = new CprRows(tenant, keys);
    for (var row : old) {
      var sealed = new Seal.KeyedBytes(row.sealed(), row.version());
      numbers.add(row.id(), keys.open(tenant, row.id(), sealed));
    }
    if (!old.isEmpty()) {
      database.inTenant(tenant, numbers.addTo(new Pipeline()));
    }
    return old.size();
  }
}
