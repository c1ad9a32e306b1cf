package org.samling.postgres.registers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.debt.OnlinePayments;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.PostgresAccessLog;

/** Keeps payments that are made on other systems. */
public final class PostgresOnlinePayments implements OnlinePayments {

  private static final String BEGIN =
      """
      insert into online_payment (tenant_id, reference, patron_id, amount, fees, begun_by)
      values (:tenant, :reference, :patron, :amount, :fees, :by) on conflict do nothing
      """;

  private static final String PAYMENTS =
      """
      select o.reference, o.patron_id, n.value as patron, o.amount, o.fees, o.begun_at as begun, o.begun_by as by, o.state,
        o.ended_at as ended, o.payment_id as payment, o.reason
      from online_payment o left join lateral (%s) n on true where o.tenant_id = :tenant
      """
          .formatted(PostgresDebts.identifierOf("o"));

  private static final String FIND = PAYMENTS + " and o.reference = :reference";

  private static final String LIST =
      PAYMENTS
          + """
          and (not :open or o.state in ('BEGUN', 'TO_REFUND')) and (:state::text is null or o.state = :state)
          and (:begun::timestamptz is null or o.begun_at < :begun or (o.begun_at = :begun and o.reference > :reference))
          order by o.begun_at desc, o.reference limit :limit
          """;

  private static final String END =
      """
      update online_payment set state = case when :payment::uuid is null then 'TO_REFUND' else 'CONFIRMED' end,
        payment_id = :payment, reason = :reason, ended_at = now()
      where tenant_id = :tenant and reference = :reference and state = 'BEGUN'
      """;

  private static final String REFUND =
      """
      update online_payment set state = 'REFUNDED', refunded_at = now(), refunded_by = ?
      where tenant_id = ? and reference = ? and state = 'TO_REFUND' returning 1
      """;

  private final Database database;
  private final PostgresAccessLog log;

  public PostgresOnlinePayments(Database database, PostgresAccessLog log) {
    this.database = database;
    this.log = log;
  }

  @Override
  public OnlinePayment begin(TenantId tenant, NewPayment begun) {
    var named =
        Parameters.of("reference", begun.reference())
            .and("patron", begun.patronId())
            .and("amount", begun.amount())
            .and("fees", SqlArray.uuids(begun.fees()))
            .and("by", begun.by());
    return database.inTenant(
        tenant, p -> p.add(BEGIN, named).one(OnlinePayment.class, FIND, named));
  }

  @Override
  public Optional<OnlinePayment> find(TenantId tenant, String reference) {
    return database.inTenant(
        tenant, p -> p.optional(OnlinePayment.class, FIND, Parameters.of("reference", reference)));
  }

  @Override
  public List<OnlinePayment> list(
      TenantId tenant, PaymentFilter filter, @Nullable Place after, int limit) {
    var page =
        Parameters.of("open", filter.isOpen())
            .and("state", filter.state())
            .and("begun", after == null ? null : after.begun())
            .and("reference", after == null ? null : after.reference())
            .and("limit", limit);
    var found = database.inTenant(tenant, p -> p.list(OnlinePayment.class, LIST, page));
    found.forEach(payment -> log.read(tenant, payment.patronId()));
    return found;
  }

  @Override
  public void end(
      TenantId tenant, String reference, @Nullable UUID payment, @Nullable String reason) {
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                END,
                Parameters.of("reference", reference)
                    .and("payment", payment)
                    .and("reason", reason)));
  }

  @Override
  public boolean refund(TenantId tenant, String reference, String by) {
    return database.inTenant(tenant, p -> p.any(REFUND, by, tenant.value(), reference));
  }
}
