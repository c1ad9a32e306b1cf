package org.samling.postgres.writer;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries.StoppedLoan;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.SqlArray;

/** The open loans whose due date a stop moves or moved. */
public final class StoppedLoans {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  /** Uses the index of open loans, which is in the order of items. */
  private static final String CONCERNED =
      """
      from loan o
      where o.tenant_id = :tenant and o.returned_at is null and o.item_id > :after
        and (o.unstopped_due_at is not null
          or (:isStopped and o.due_at >= :from and o.due_at < :until
            and (cardinality(:weekdays) = 0 or extract(isodow from o.due_at at time zone :zone) = any (:weekdays))
            and (cardinality(:branches) = 0 or o.lent_branch = any (:branches))))
      """;

  private static final String PAGE =
      """
      select o.id as loan, o.item_id as item, i.barcode, o.lent_branch as branch, o.due_at as due
      from (select o.* %s order by o.item_id limit :limit) o
      join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
      order by o.item_id
      """
          .formatted(CONCERNED);

  private static final String COUNT = "select count(*) " + CONCERNED;

  private final Database database;
  private final TenantId tenant;
  private final Suspension stop;
  private final Set<DayOfWeek> weekdays;
  private final LendingPolicy policy;

  public StoppedLoans(
      Database database,
      TenantId tenant,
      Suspension stop,
      Set<DayOfWeek> weekdays,
      LendingPolicy policy) {
    this.database = database;
    this.tenant = tenant;
    this.stop = stop;
    this.weekdays = weekdays;
    this.policy = policy;
  }

  public List<StoppedLoan> page(@Nullable UUID after, int limit) {
    var named = parameters(after == null ? BEFORE_ALL : after).and("limit", limit);
    return database.inTenant(tenant, p -> p.list(StoppedLoan.class, PAGE, named));
  }

  public long count() {
    return database.inTenant(tenant, p -> p.one(Long.class, COUNT, parameters(BEFORE_ALL)));
  }

  private Parameters parameters(UUID after) {
    return Parameters.of("after", after)
        .and("isStopped", stop.stops().contains(Stopped.DUE_DATES))
        .and("zone", policy.tenant().zone().getId())
        .and("weekdays", SqlArray.weekdays(weekdays))
        .and("from", midnight(stop.from()))
        .and("until", midnight(stop.until().plusDays(1)))
        .and("branches", SqlArray.texts(stop.branches()));
  }

  private Instant midnight(LocalDate day) {
    return day.atStartOfDay(policy.tenant().zone()).toInstant();
  }
}
