package org.samling.postgres.guests;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.guests.GuestAgreement;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Side;
import org.samling.core.guests.GuestAgreement.State;
import org.samling.core.guests.GuestAgreement.Step;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.guests.GuestAgreements;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.PolicyLoader;
import org.samling.postgres.rows.SqlArray;

/** Keeps agreements about guests, one row for each side. */
public final class PostgresGuestAgreements implements GuestAgreements {

  private static final String ALL =
      """
      select %s, a.side, a.state, a.tells, a.cards, a.category, a.child_category, a.branch, a.offered_at, a.offered_by, a.accepted_at, a.accepted_by, a.ended_at,
        a.ended_by
      from guest_agreement a join tenant t on t.id = a.other_id where a.tenant_id = ? order by t.code, a.side
      """
          .formatted(PolicyLoader.TENANT_COLUMNS);

  private static final String OFFER = "select offer_guest_agreement(?, ?, ?, ?, ?)";

  private static final String ACCEPT = "select accept_guest_agreement(?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String END = "select end_guest_agreement(?, ?, ?, ?)";

  private final Database database;

  public PostgresGuestAgreements(Database database) {
    this.database = database;
  }

  private record Row(
      Tenant other,
      Side side,
      State state,
      List<String> tells,
      List<String> cards,
      @Nullable String category,
      @Nullable String childCategory,
      @Nullable String branch,
      Instant offeredAt,
      String offeredBy,
      @Nullable Instant acceptedAt,
      @Nullable String acceptedBy,
      @Nullable Instant endedAt,
      @Nullable String endedBy) {

    GuestAgreement agreement() {
      return new GuestAgreement(
          other,
          side,
          state,
          new Terms(told(tells), cards),
          category == null || childCategory == null || branch == null
              ? null
              : new Place(category, childCategory, branch),
          new Step(offeredAt, offeredBy),
          step(acceptedAt, acceptedBy),
          step(endedAt, endedBy));
    }

    private static Set<Told> told(List<String> names) {
      return names.stream().map(Told::valueOf).collect(Collectors.toSet());
    }

    private static @Nullable Step step(@Nullable Instant at, @Nullable String by) {
      return at == null || by == null ? null : new Step(at, by);
    }
  }

  @Override
  public List<GuestAgreement> of(TenantId tenant) {
    return database.inTenant(tenant, p -> p.list(Row.class, ALL, tenant.value())).stream()
        .map(Row::agreement)
        .toList();
  }

  private static SqlArray told(Terms terms) {
    return SqlArray.names(terms.told().stream().sorted().toList());
  }

  @Override
  public boolean offer(TenantId home, TenantId lender, Terms terms, String by) {
    return database.inTenant(
        home,
        p ->
            p.one(
                Boolean.class,
                OFFER,
                home.value(),
                lender.value(),
                told(terms),
                SqlArray.texts(terms.cards()),
                by));
  }

  @Override
  public boolean accept(TenantId lender, TenantId home, Terms terms, Place place, String by) {
    return database.inTenant(
        lender,
        p ->
            p.one(
                Boolean.class,
                ACCEPT,
                lender.value(),
                home.value(),
                told(terms),
                SqlArray.texts(terms.cards()),
                place.category(),
                place.childCategory(),
                place.branch(),
                by));
  }

  @Override
  public boolean end(TenantId tenant, TenantId other, Side side, String by) {
    return database.inTenant(
        tenant, p -> p.one(Boolean.class, END, tenant.value(), other.value(), side.name(), by));
  }
}
