package org.samling.postgres.withdrawal;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.rows.SqlArray;

/** The common records that were released as a tenant's items were deleted. */
final class ReleasedRecords {

  private static final int RECORDS = 200;

  private static final String RELEASED =
      """
      select common_record_id from common_record_released where tenant_id = ? and common_record_id > ?
      order by common_record_id limit ?
      """;

  /** As an import that is undone takes it: so no import decides by a record that is going. */
  private static final String RECORD_LOCK =
      "select pg_advisory_xact_lock_shared(hashtextextended('records common', 0))";

  /** Records of which nobody has items, and below which or on which no other stands. */
  private static final String NOBODYS =
      """
      select c.id from common_record c
      where c.id = any (?)
        and not exists (select from common_record_holder h where h.common_record_id = c.id)
        and not exists (select from record_link l where l.above_number = c.control_number)
        and not exists (select from record_link l where l.control_number = c.control_number and l.record_id <> c.id)
      order by c.id
      """;

  private static final String DELETE_RECORDS = "delete from common_record where id = any (?)";

  private final OwnersConnection owner;
  private final int tenant;

  ReleasedRecords(OwnersConnection owner, int tenant) {
    this.owner = owner;
    this.tenant = tenant;
  }

  /**
   * Deletes those of which nobody has items now.
   *
   * @param deleted hears how many went
   */
  void delete(IntConsumer deleted) throws SQLException {
    for (var after = new UUID(0, 0); ; ) {
      var from = after;
      var some =
          owner.acting(
              tenant,
              () -> Rows.list(owner.connection(), UUID.class, RELEASED, tenant, from, RECORDS));
      if (some.isEmpty()) {
        return;
      }
      var nobodys =
          owner.acting(
              0, () -> Rows.list(owner.connection(), UUID.class, NOBODYS, SqlArray.uuids(some)));
      if (!deleted(nobodys, deleted)) {
        for (var record : nobodys) {
          deleted(List.of(record), deleted);
        }
      }
      after = some.getLast();
    }
  }

  /** Deletes records; none where something of another tenant refers to one, such as a hold. */
  private boolean deleted(List<UUID> records, IntConsumer deleted) throws SQLException {
    try {
      owner.acting(
          0,
          () -> {
            Rows.run(owner.connection(), RECORD_LOCK);
            Rows.run(owner.connection(), DELETE_RECORDS, SqlArray.uuids(records));
            return null;
          });
      deleted.accept(records.size());
      return true;
    } catch (SQLException e) {
      if (TenantWithdrawal.FOREIGN_KEY.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }
}
