package org.samling.postgres.ill;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.Institution;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.partners.HoldAgreement;
import org.samling.core.partners.HoldAgreement.Lending;
import org.samling.core.partners.HoldAgreement.Side;
import org.samling.core.partners.HoldAgreement.State;
import org.samling.core.partners.HoldAgreement.Step;
import org.samling.core.partners.HoldAgreements;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.PolicyLoader;
import org.samling.postgres.rows.SqlArray;

/** Keeps agreements about holds, one row for each side. */
public final class PostgresHoldAgreements implements HoldAgreements {

  private static final String ALL =
      """
      select %s, a.side, a.state, a.most, a.turn, a.branch, a.categories, a.offered_at, a.offered_by, a.accepted_at,
        a.accepted_by, a.ended_at, a.ended_by
      from hold_agreement a join tenant t on t.id = a.other_id where a.tenant_id = ? order by t.code, a.side
      """
          .formatted(PolicyLoader.TENANT_COLUMNS);

  private static final String OFFER = "select offer_hold_agreement(?, ?, ?, ?::smallint, ?)";

  private static final String ACCEPT = "select accept_hold_agreement(?, ?, ?, ?, ?, ?, ?)";

  private static final String END = "select end_hold_agreement(?, ?, ?, ?)";

  private final Database database;

  public PostgresHoldAgreements(Database database) {
    this.database = database;
  }

  private record Row(
      Tenant other,
      Side side,
      State state,
      int most,
      @Nullable Integer turn,
      @Nullable String branch,
      @Nullable List<String> categories,
      Instant offeredAt,
      String offeredBy,
      @Nullable Instant acceptedAt,
      @Nullable String acceptedBy,
      @Nullable Instant endedAt,
      @Nullable String endedBy) {

    HoldAgreement agreement() {
      return new HoldAgreement(
          other,
          side,
          state,
          most,
          turn,
          branch == null ? null : new Lending(branch, categories == null ? List.of() : categories),
          new Step(offeredAt, offeredBy),
          step(acceptedAt, acceptedBy),
          step(endedAt, endedBy));
    }

    private static @Nullable Step step(@Nullable Instant at, @Nullable String by) {
      return at == null || by == null ? null : new Step(at, by);
    }
  }

  @Override
  public List<HoldAgreement> of(TenantId tenant) {
    return database.inTenant(tenant, p -> p.list(Row.class, ALL, tenant.value())).stream()
        .map(Row::agreement)
        .toList();
  }

  @Override
  public boolean offer(TenantId home, TenantId supplier, int most, int turn, String by) {
    return database.inTenant(
        home, p -> p.one(Boolean.class, OFFER, home.value(), supplier.value(), most, turn, by));
  }

  @Override
  public boolean accept(TenantId supplier, HoldAgreement offered, Lending lending, String by) {
    return database.inTenant(
        supplier,
        p ->
            p.one(
                Boolean.class,
                ACCEPT,
                supplier.value(),
                offered.other().id().value(),
                offered.most(),
                SqlArray.texts(lending.categories()),
                lending.branch(),
                Institution.card(offered.other().code()),
                by));
  }

  @Override
  public boolean end(TenantId tenant, TenantId other, Side side, String by) {
    return database.inTenant(
        tenant, p -> p.one(Boolean.class, END, tenant.value(), other.value(), side.name(), by));
  }
}
