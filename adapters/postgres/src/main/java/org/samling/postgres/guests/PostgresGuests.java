package org.samling.postgres.guests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.guests.Guest;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.Guests;
import org.samling.core.guests.PatronsElsewhere.Elsewhere;
import org.samling.core.guests.Standing;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.privacy.Access;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.loader.BoundSight;
import org.samling.postgres.loader.FactsLoader;
import org.samling.postgres.loader.HoldsLoader;
import org.samling.postgres.loader.PolicyLoader;
import org.samling.postgres.registers.PostgresPersonalData;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.Batch;
import org.samling.postgres.writer.PostgresAccessLog;

/** Keeps a lender's guests. */
public final class PostgresGuests implements Guests {

  private static final String IS_LENDER = "select may_have_guests(:tenant)";

  /** The columns of a guest g. */
  private static final String COLUMNS =
      """
      select g.patron_id as patron,
        coalesce((select min(c.value) from patron_identifier c
          where c.tenant_id = g.tenant_id and c.patron_id = g.patron_id and c.kind = 'CARD'), '') as card,
        %s, g.link, g.since, g.told_at, g.leaving_since,
        exists (select from guest_agreement a where a.tenant_id = g.tenant_id and a.other_id = g.other_id
          and a.side = 'LENDER' and a.state = 'ACCEPTED') as is_agreed
      from guest g join tenant t on t.id = g.other_id\
      """
          .formatted(PolicyLoader.TENANT_COLUMNS);

  static final String OWNER =
      """
      select i.patron_id from patron_identifier i
      where i.tenant_id = :tenant and i.value = any (:keys) order by i.kind = 'CPR' limit 1
      """;

  /** Whether an identifier is somebody's, and valid now. */
  private static final String IS_GOOD =
      """
      select %s from patron_identifier i
      where i.tenant_id = :tenant and i.value = any (:keys) order by i.kind = 'CPR' limit 1
      """
          .formatted(FactsLoader.IDENTIFIES);

  private static final String OF_IDENTIFIER =
      COLUMNS + " where g.tenant_id = :tenant and g.patron_id = (" + OWNER + ")";

  private static final String OF_PATRON =
      COLUMNS + " where g.tenant_id = :tenant and g.patron_id = :patron::uuid";

  private static final String OF_LINKS =
      COLUMNS + " where g.tenant_id = :tenant and g.other_id = :home and g.link = any (:links)";

  private static final String LIST =
      "select * from ("
          + COLUMNS
          + " where g.tenant_id = :tenant) l where l.card > :after order by l.card limit :limit";

  private static final String LEAVING =
      COLUMNS
          + """
           where g.tenant_id = :tenant and g.leaving_since is not null
            and not exists (select from loan l where l.tenant_id = g.tenant_id and l.patron_id = g.patron_id)
            and not exists (select from hold h where h.tenant_id = g.tenant_id and h.patron_id = g.patron_id
              and h.state in %s)
            and (select coalesce(sum(e.amount), 0) from ledger_entry e
              where e.tenant_id = g.tenant_id and e.patron_id = g.patron_id) = 0
            and not exists (select from booking b where b.tenant_id = g.tenant_id and b.patron_id = g.patron_id
              and b.state = 'BOOKED')
            and not exists (select from patron_identifier i join ill_request r on %s
              where i.tenant_id = g.tenant_id and i.patron_id = g.patron_id and r.tenant_id = i.tenant_id
                and r.patron = i.value)
            and not exists (select from patron w where w.tenant_id = g.tenant_id and w.guardian_id = g.patron_id)
          order by g.patron_id limit :limit
          """
              .formatted(HoldsLoader.OPEN, PostgresPersonalData.BINDS);

  private static final String ADD_PATRON =
      """
      insert into patron (tenant_id, id, name, category, branch, resident)
      values (:tenant, :patron::uuid, :card, :category, :branch, false)
      """;

  private static final String ADD_CARD =
      "insert into patron_identifier (tenant_id, value, kind, patron_id) values (:tenant, :card, 'CARD', :patron::uuid)";

  private static final String ADD_GUEST =
      """
      insert into guest (tenant_id, patron_id, other_id, link, told_at, told_version)
      values (:tenant, :patron::uuid, :home, :link::uuid, now(), 0)
      """;

  private static final String AUDIT =
      """
      insert into audit (tenant_id, id, at, actor, branch, command, patron_id, outcome)
      values (:tenant, :id::uuid, now(), :actor, :branch, 'receive-guest', :patron::uuid, 'done')
      """;

  /** A guest of whom nothing newer was told. */
  private static final String WHO =
      """
      (select g.patron_id from guest g where g.tenant_id = :tenant and g.other_id = :home and g.link = :link::uuid
        and g.told_version <= :version)\
      """;

  private static final String TOLD_PATRON =
      """
      update patron p set name = n.name, email = n.email, phone = n.phone, address = n.address,
        birth_date = n.birth_date, expires_on = n.expires_on, category = coalesce(n.category, p.category)
      from (select coalesce(:name::text, :card::text) as name, :email::text as email, :phone::text as phone,
          :address::text as address, :birthDate::date as birth_date, :expires::date as expires_on,
          :category::text as category) n
      where p.tenant_id = :tenant and p.id = %s and not :isEnded
        and row (p.name, p.email, p.phone, p.address, p.birth_date, p.expires_on, p.category)
          is distinct from row (n.name, n.email, n.phone, n.address, n.birth_date, n.expires_on,
            coalesce(n.category, p.category))
      """
          .formatted(WHO);

  /** A number that another patron has is not taken: the guest keeps the old one. */
  private static final String TOLD_CARD =
      """
      update patron_identifier i set value = :card
      where i.tenant_id = :tenant and not :isEnded and i.value = (
          select min(c.value) from patron_identifier c
          where c.tenant_id = :tenant and c.kind = 'CARD' and c.patron_id = %s)
        and not exists (select from patron_identifier o where o.tenant_id = :tenant and o.value = :card)
      """
          .formatted(WHO);

  private static final String TOLD_BLOCK =
      """
      insert into patron_block (tenant_id, patron_id, code)
      select :tenant, w.id, 'H' from %s w (id) where :isBlocked
      on conflict (tenant_id, patron_id, code) do nothing
      """
          .formatted(WHO);

  private static final String TOLD_NO_BLOCK =
      """
      delete from patron_block where tenant_id = :tenant and code = 'H' and patron_id = %s and not :isBlocked
      """
          .formatted(WHO);

  private static final String TOLD =
      """
      update guest g set told_at = now(), told_version = case when :isEnded then g.told_version else :version end,
        leaving_since = case when :isEnded then coalesce(g.leaving_since, now()) end
      where g.tenant_id = :tenant and g.other_id = :home and g.link = :link::uuid and g.told_version <= :version
      """;

  private static final String IS_THERE =
      "select exists (select from guest where tenant_id = :tenant and other_id = :home and link = :link::uuid)";

  private static final String BLOCK =
      """
      insert into patron_block (tenant_id, patron_id, code) select tenant_id, patron_id, 'H' from guest
      where tenant_id = :tenant and patron_id = :patron::uuid
      on conflict (tenant_id, patron_id, code) do nothing
      """;

  private static final String LEAVE =
      """
      update guest set leaving_since = coalesce(leaving_since, now())
      where tenant_id = :tenant and patron_id = :patron::uuid
      """;

  private final Database database;
  private final PatronKeys keys;
  private final BoundSight sights;
  private final PostgresAccessLog log;

  public PostgresGuests(
      Database database, PatronKeys keys, BoundSight sights, PostgresAccessLog log) {
    this.log = log;
    this.database = database;
    this.keys = keys;
    this.sights = sights;
  }

  private record GuestRow(
      UUID patron,
      String card,
      Tenant home,
      UUID link,
      Instant since,
      Instant toldAt,
      @Nullable Instant leavingSince,
      boolean isAgreed) {

    Guest guest() {
      return new Guest(patron, card, home, link, since, toldAt, leavingSince, isAgreed);
    }
  }

  @Override
  public boolean isLender(TenantId tenant) {
    return database.inTenant(tenant, p -> p.one(Boolean.class, IS_LENDER));
  }

  @Override
  public Owner owner(TenantId lender, String identifier) {
    var named = Parameters.of("keys", SqlArray.texts(keys.of(lender, identifier)));
    var pipeline = Pipeline.of(lender);
    var isGood = pipeline.optional(Boolean.class, IS_GOOD, named);
    var guest = pipeline.optional(GuestRow.class, GuestRow::guest, OF_IDENTIFIER, named);
    database.inTenant(lender, pipeline);
    if (isGood.get().isEmpty()) {
      return new Owner(false, false, null);
    }
    return sights.hides(lender, identifier)
        ? new Owner(true, false, null)
        : new Owner(true, isGood.get().get(), guest.get().orElse(null));
  }

  @Override
  public Optional<Guest> show(TenantId lender, String card) {
    var guest = Optional.ofNullable(owner(lender, card).guest());
    guest.ifPresent(known -> log.read(lender, known.patron()));
    return guest;
  }

  @Override
  public Optional<Guest> guest(TenantId lender, UUID patron) {
    return database.inTenant(
        lender,
        p ->
            p.optional(
                GuestRow.class, GuestRow::guest, OF_PATRON, Parameters.of("patron", patron)));
  }

  @Override
  public List<Guest> list(TenantId lender, String after, int limit) {
    var found =
        database.inTenant(
            lender,
            p ->
                p.list(
                    GuestRow.class,
                    GuestRow::guest,
                    LIST,
                    Parameters.of("after", after).and("limit", limit)));
    found.forEach(guest -> log.read(lender, guest.patron()));
    return found;
  }

  @Override
  public List<Guest> leaving(TenantId lender, int limit) {
    return database.inTenant(
        lender,
        p -> p.list(GuestRow.class, GuestRow::guest, LEAVING, Parameters.of("limit", limit)));
  }

  @Override
  public Map<UUID, Guest> linked(TenantId lender, TenantId home, List<Elsewhere> patrons) {
    return linked(lender, home, patrons.stream().map(Elsewhere::link)).stream()
        .collect(Collectors.toMap(Guest::link, Function.identity()));
  }

  private List<Guest> linked(TenantId lender, TenantId home, Stream<UUID> links) {
    return database.inTenant(
        lender,
        p ->
            p.list(
                GuestRow.class,
                GuestRow::guest,
                OF_LINKS,
                Parameters.of("home", home.value()).and("links", SqlArray.uuids(links.toList()))));
  }

  @Override
  public Optional<Guest> receive(TenantId lender, TenantId home, Standing standing, Place place) {
    var told = told(home, standing, place);
    database.ask(connection -> {
      Batch.lock(lender).run(connection);
      var parameters = told.and("tenant", lender);
      var isGuest = Rows.one(connection, Boolean.class, IS_THERE, parameters);
      var isTaken =
          Rows.optional(
                  connection,
                  UUID.class,
                  OWNER,
                  Parameters.of("tenant", lender)
                      .and("keys", SqlArray.texts(keys.of(lender, standing.card()))))
              .isPresent();
      var pipeline = Pipeline.of(lender);
      if (!isGuest && !isTaken) {
        var now = Instant.now();
        var added =
            told.and("patron", Uuids.next(now))
                .and("branch", place.branch())
                .and("id", Uuids.next(now))
                .and("actor", Access.now().actor());
        pipeline
            .add(ADD_PATRON, added)
            .add(ADD_CARD, added)
            .add(ADD_GUEST, added)
            .add(AUDIT, added);
      }
      update(pipeline, told).commit(connection);
      return null;
    });
    return linked(lender, home, Stream.of(standing.link())).stream().findFirst();
  }

  @Override
  public boolean update(TenantId lender, TenantId home, Standing standing, @Nullable Place place) {
    var told = told(home, standing, place).and("tenant", lender);
    return database.ask(connection -> {
      var pipeline = update(Batch.lock(lender), told);
      var isThere = pipeline.one(Boolean.class, IS_THERE, told);
      pipeline.commit(connection);
      return isThere.get();
    });
  }

  private static Pipeline update(Pipeline pipeline, Parameters told) {
    return pipeline
        .add(TOLD_PATRON, told)
        .add(TOLD_CARD, told)
        .add(TOLD_BLOCK, told)
        .add(TOLD_NO_BLOCK, told)
        .add(TOLD, told);
  }

  private static Parameters told(TenantId home, Standing standing, @Nullable Place place) {
    var person = standing.person();
    var category = place == null ? null : place.category();
    return Parameters.of("home", home.value())
        .and("link", standing.link())
        .and("version", standing.version())
        .and("card", standing.card())
        .and("isEnded", standing.isEnded())
        .and("isBlocked", standing.isBlocked())
        .and("expires", standing.expires())
        .and("name", person.name())
        .and("email", person.contact().email())
        .and("phone", person.contact().phone())
        .and("address", person.contact().address())
        .and("birthDate", person.birthDate())
        .and("category", place != null && standing.isChild() ? place.childCategory() : category);
  }

  @Override
  public void leave(TenantId lender, UUID patron) {
    var who = Parameters.of("patron", patron);
    database.inTenant(lender, Pipeline.of(lender).add(BLOCK, who).add(LEAVE, who));
  }
}
