package org.samling.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.Persons;

/**
 * Finds the patrons of all tenants who are one person, and brings what is kept of CPR numbers under
 * the newest key.
 */
final class PostgresPersons implements Persons {

  private static final String ROWS = "select tenant_id, patron_id from rows_of_person(?)";

  private static final String BRANCH = "select branch from patron where tenant_id = ? and id = ?";

  private static final String SEALED_BY_AN_OLDER_KEY =
      """
      select id, encode(cpr_sealed, 'hex'), cpr_seal_key_version from patron
      where tenant_id = ? and cpr_sealed is not null and cpr_seal_key_version < ? limit ?
      """;

  private static final int AT_ONCE = 500;

  private final Database database;
  private final PatronKeys keys;

  PostgresPersons(Database database, PatronKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public List<Row> rowsOf(Cpr cpr) {
    record Found(TenantId tenant, UUID patron) {}
    var found = new ArrayList<Found>();
    database.ask(connection -> {
      new Pipeline()
          .add(
              row ->
                  found.add(
                      new Found(new TenantId(row.getInt(1)), FactsLoader.uuid(row, "patron_id"))),
              ROWS,
              new Pipeline.Texts("bytea", keys.persons(cpr).stream().map(CprRows::bytea).toList()))
          .commit(connection);
      return null;
    });
    var rows = new ArrayList<Row>();
    for (var f : found) {
      database.inTenant(
          f.tenant(),
          new Pipeline()
              .add(
                  row -> rows.add(new Row(f.tenant(), f.patron(), row.getString(1))),
                  BRANCH,
                  f.tenant().value(),
                  f.patron()));
    }
    return rows;
  }

  /**
   * Keeps numbers by the newest key that are kept by an older one, some at a time: called again it
   * goes on. Meanwhile either key finds them.
   *
   * @return how many, 0 where none is left
   */
  int rekey(TenantId tenant) {
    record Old(UUID patron, PatronKeys.Kept sealed) {}
    var old = new ArrayList<Old>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    old.add(
                        new Old(
                            FactsLoader.uuid(row, "id"),
                            new PatronKeys.Kept(row.getString(2), row.getShort(3)))),
                SEALED_BY_AN_OLDER_KEY,
                tenant.value(),
                keys.newest(),
                AT_ONCE));
    var numbers = new CprRows(tenant, keys);
    old.forEach(o -> numbers.add(o.patron(), keys.open(tenant, o.patron(), o.sealed())));
    if (!old.isEmpty()) {
      database.inTenant(tenant, numbers.addTo(new Pipeline()));
    }
    return old.size();
  }
}
