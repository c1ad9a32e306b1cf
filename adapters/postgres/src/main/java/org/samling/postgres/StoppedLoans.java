package org.samling.postgres;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries.StoppedLoan;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;

/** The open loans whose due date a stop moves or moved. */
final class StoppedLoans {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  /** Goes by the index of open loans, which is in the order of items. */
  private static final String CONCERNED =
      """
      from loan o
      where o.tenant_id = ? and o.returned_at is null and o.item_id > ?
        and (o.unstopped_due_at is not null
          or (? and o.due_at >= ? and o.due_at < ? and (cardinality(?) = 0 or o.lent_branch = any (?))))
      """;

  private static final String PAGE =
      """
      select o.id, o.item_id, i.barcode, o.lent_branch, o.due_at
      from (select o.* %s order by o.item_id limit ?) o
      join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
      order by o.item_id
      """
          .formatted(CONCERNED);

  private static final String COUNT = "select count(*) " + CONCERNED;

  private final Database database;
  private final TenantId tenant;
  private final Suspension stop;
  private final LendingPolicy policy;

  StoppedLoans(Database database, TenantId tenant, Suspension stop, LendingPolicy policy) {
    this.database = database;
    this.tenant = tenant;
    this.stop = stop;
    this.policy = policy;
  }

  List<StoppedLoan> page(@Nullable UUID after, int limit) {
    var loans = new ArrayList<StoppedLoan>();
    var parameters = parameters(after == null ? BEFORE_ALL : after);
    parameters.add(limit);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    loans.add(
                        new StoppedLoan(
                            FactsLoader.uuid(row, "id"),
                            FactsLoader.uuid(row, "item_id"),
                            row.getString("barcode"),
                            row.getString("lent_branch"),
                            FactsLoader.instant(row, "due_at"))),
                PAGE,
                parameters.toArray()));
    return loans;
  }

  long count() {
    var count = new long[1];
    database.inTenant(
        tenant,
        new Pipeline()
            .add(row -> count[0] = row.getLong(1), COUNT, parameters(BEFORE_ALL).toArray()));
    return count[0];
  }

  private List<Object> parameters(UUID after) {
    var branches = FactsLoader.texts(stop.branches());
    var parameters = new ArrayList<Object>();
    parameters.add(tenant.value());
    parameters.add(after);
    parameters.add(stop.stops().contains(Stopped.DUE_DATES));
    parameters.add(midnight(stop.from()));
    parameters.add(midnight(stop.until().plusDays(1)));
    parameters.add(branches);
    parameters.add(branches);
    return parameters;
  }

  private OffsetDateTime midnight(LocalDate day) {
    return day.atStartOfDay(policy.tenant().zone()).toOffsetDateTime();
  }
}
