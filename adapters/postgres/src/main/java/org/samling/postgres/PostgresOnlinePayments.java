package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.debt.OnlinePayments;
import org.samling.core.organisation.TenantId;

/** Keeps payments that are made elsewhere. */
final class PostgresOnlinePayments implements OnlinePayments {

  private static final String BEGIN =
      """
      insert into online_payment (tenant_id, reference, patron_id, amount, fees, begun_by)
      values (?, ?, ?, ?, ?, ?) on conflict do nothing
      """;

  private static final String PAYMENTS =
      """
      select o.*, n.value as patron from online_payment o left join lateral (%s) n on true where o.tenant_id = ?
      """
          .formatted(PostgresDebts.identifierOf("o"));

  private static final String FIND = PAYMENTS + " and o.reference = ?";

  private static final String LIST =
      PAYMENTS
          + " and (not ? or o.state in ('BEGUN', 'TO_REFUND')) order by o.begun_at desc, o.reference limit ?";

  private static final String END =
      """
      update online_payment set state = case when ?::uuid is null then 'TO_REFUND' else 'CONFIRMED' end,
        payment_id = ?, reason = ?, ended_at = now()
      where tenant_id = ? and reference = ? and state = 'BEGUN'
      """;

  private static final String REFUND =
      """
      update online_payment set state = 'REFUNDED', refunded_at = now(), refunded_by = ?
      where tenant_id = ? and reference = ? and state = 'TO_REFUND' returning 1
      """;

  private final Database database;
  private final PostgresAccessLog log;

  PostgresOnlinePayments(Database database, PostgresAccessLog log) {
    this.database = database;
    this.log = log;
  }

  @Override
  public OnlinePayment begin(TenantId tenant, Begun begun) {
    var found = new ArrayList<OnlinePayment>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                BEGIN,
                tenant.value(),
                begun.reference(),
                begun.patronId(),
                begun.amount(),
                new Pipeline.Texts("uuid", begun.fees()),
                begun.by())
            .add(row -> found.add(payment(row)), FIND, tenant.value(), begun.reference()));
    return found.getFirst();
  }

  @Override
  public Optional<OnlinePayment> find(TenantId tenant, String reference) {
    var found = new ArrayList<OnlinePayment>();
    database.inTenant(
        tenant,
        new Pipeline().add(row -> found.add(payment(row)), FIND, tenant.value(), reference));
    return found.stream().findFirst();
  }

  @Override
  public List<OnlinePayment> list(TenantId tenant, boolean open) {
    var found = new ArrayList<OnlinePayment>();
    database.inTenant(
        tenant,
        new Pipeline().add(row -> found.add(payment(row)), LIST, tenant.value(), open, MAX_LISTED));
    found.forEach(payment -> log.read(tenant, payment.patronId()));
    return found;
  }

  @Override
  public void end(
      TenantId tenant, String reference, @Nullable UUID payment, @Nullable String reason) {
    database.inTenant(
        tenant, new Pipeline().add(END, payment, payment, reason, tenant.value(), reference));
  }

  @Override
  public boolean refund(TenantId tenant, String reference, String by) {
    var refunded = new boolean[1];
    database.inTenant(
        tenant, new Pipeline().add(_ -> refunded[0] = true, REFUND, by, tenant.value(), reference));
    return refunded[0];
  }

  private static OnlinePayment payment(ResultSet row) throws SQLException {
    var fees = (UUID[]) row.getArray("fees").getArray();
    return new OnlinePayment(
        row.getString("reference"),
        FactsLoader.uuid(row, "patron_id"),
        row.getString("patron"),
        row.getLong("amount"),
        Arrays.asList(fees),
        FactsLoader.instant(row, "begun_at"),
        row.getString("begun_by"),
        State.valueOf(row.getString("state")),
        FactsLoader.instantOrNull(row, "ended_at"),
        row.getObject("payment_id", UUID.class),
        row.getString("reason"));
  }
}
