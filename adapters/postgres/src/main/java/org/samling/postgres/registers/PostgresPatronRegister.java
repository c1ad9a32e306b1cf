package org.samling.postgres.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Actor;
import org.samling.core.patron.BcryptHash;
import org.samling.core.patron.PatronRegister;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.Rows;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.writer.Batch;

/** Keeps patrons, their identifiers, blocks and PINs. */
public final class PostgresPatronRegister implements PatronRegister {

  private static final String KNOWN =
      """
      select i.value, i.patron_id, p.patron_id is not null as has_pin
      from patron_identifier i
      left join patron_pin p on p.tenant_id = i.tenant_id and p.patron_id = i.patron_id
      where i.tenant_id = :tenant and i.value = any (?)
      """;

  /** The columns of table patron that are put. */
  private record PatronRow(
      UUID id,
      String name,
      String category,
      String branch,
      String language,
      @Nullable LocalDate birthDate,
      @Nullable LocalDate expiresOn,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String address) {

    static PatronRow of(UUID id, NewPatron p) {
      return new PatronRow(
          id,
          p.name(),
          p.membership().category(),
          p.membership().branch(),
          p.membership().language(),
          p.birthDate(),
          p.membership().expires(),
          p.contact().email(),
          p.contact().phone(),
          p.contact().address());
    }
  }

  private static final RowStatement<PatronRow> PUT_PATRONS =
      RowStatement.of(
          PatronRow.class,
          """
          insert into patron (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, id) do update set {* = excluded.*}
          where row (patron.name, patron.category, patron.branch, patron.language, patron.birth_date, patron.expires_on,
              patron.email, patron.phone, patron.address)
            is distinct from row (excluded.name, excluded.category, excluded.branch, excluded.language, excluded.birth_date,
              excluded.expires_on, excluded.email, excluded.phone, excluded.address)
          returning (xmax = 0) as added
          """);

  private record CardRow(String value, UUID patronId) {}

  private static final RowStatement<CardRow> PUT_CARDS =
      RowStatement.of(
          CardRow.class,
          """
          insert into patron_identifier (tenant_id, kind, {*}) select :tenant, 'CARD', {e.*} from {rows}
          on conflict (tenant_id, value) do nothing
          """);

  private static final String CLEAR_BLOCKS =
      """
      delete from patron_block b using unnest(?) e (patron_id)
      where b.tenant_id = :tenant and b.patron_id = e.patron_id
      """;

  private record BlockRow(
      UUID patronId, String code, @Nullable String note, @Nullable LocalDate until) {

    static BlockRow of(UUID patron, NewBlock block) {
      return new BlockRow(
          patron, String.valueOf(block.code().letter()), block.note(), block.until());
    }
  }

  private static final RowStatement<BlockRow> PUT_BLOCKS =
      RowStatement.of(
          BlockRow.class,
          "insert into patron_block (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private record PinRow(UUID patronId, String hash, int pepperVersion) {

    static PinRow of(UUID patron, SecretHasher.Hash hash) {
      return new PinRow(patron, hash.text(), hash.pepperVersion());
    }
  }

  private static final RowStatement<PinRow> PUT_PINS =
      RowStatement.of(
          PinRow.class,
          """
          insert into patron_pin (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, patron_id) do nothing
          """);

  private record KnownRow(String value, UUID patronId, boolean hasPin) {}

  private final Database database;
  private final SecretHasher hasher;
  private final PatronKeys keys;

  public PostgresPatronRegister(Database database, SecretHasher hasher, PatronKeys keys) {
    this.database = database;
    this.hasher = hasher;
    this.keys = keys;
  }

  @Override
  public String handle(TenantId tenant, String identifier) {
    return keys.handle(tenant, identifier);
  }

  /** The tenant's writers wait, and so does whoever registers somebody at the same time. */
  @Override
  public void register(TenantId tenant, NewPatron patron, Actor by) {
    var patrons = List.of(patron);
    var particulars = new PatronParticulars(tenant, keys, patrons);
    var now = Instant.now();
    var id = Uuids.next(now);
    var ids = Map.of(patron.card(), id);
    var hashes = hashPins(tenant, patrons, ids, Set.of());
    database.ask(connection -> {
      Batch.lock(tenant).run(connection);
      var owners = new HashMap<String, UUID>();
      Rows.list(
              connection,
              KnownRow.class,
              KNOWN,
              Parameters.of("tenant", tenant),
              SqlArray.texts(particulars.named()))
          .forEach(row -> owners.put(row.value(), row.patronId()));
      var cpr = patron.particulars().cpr();
      // A card that looks like the CPR number would be found in its place.
      if (owners.containsKey(patron.card()) || (cpr != null && owners.containsKey(cpr.digits()))) {
        throw new UnfitPatronException(patron.card(), "card", "another patron has it");
      }
      particulars.check(owners, ids);
      var pipeline = Pipeline.of(tenant);
      put(pipeline, patrons, ids, hashes);
      RegisterAudit.add(pipeline, now, by, "register-patron", id, null);
      particulars.addTo(pipeline, owners, ids, now).commit(connection);
      return null;
    });
  }

  @Override
  public Stored putPatrons(TenantId tenant, List<NewPatron> patrons) {
    var particulars = new PatronParticulars(tenant, keys, patrons);
    var owners = new HashMap<String, UUID>();
    var withPin = new HashSet<UUID>();
    for (var row :
        database.inTenant(
            tenant, p -> p.list(KnownRow.class, KNOWN, SqlArray.texts(particulars.named())))) {
      owners.put(row.value(), row.patronId());
      if (row.hasPin()) {
        withPin.add(row.patronId());
      }
    }
    var now = Instant.now();
    var ids = new HashMap<String, UUID>();
    for (var p : patrons) {
      var known = owners.get(p.card());
      ids.computeIfAbsent(p.card(), _ -> known == null ? Uuids.next(now) : known);
    }
    particulars.check(owners, ids);
    var pipeline = new Pipeline();
    var written = put(pipeline, patrons, ids, hashPins(tenant, patrons, ids, withPin));
    database.inTenant(tenant, particulars.addTo(pipeline, owners, ids, now));
    var added = ids.keySet().stream().filter(card -> !owners.containsKey(card)).count();
    var changed = written.get().stream().filter(isNew -> !isNew).count();
    return new Stored((int) added, (int) changed);
  }

  @Override
  public void putForeignPins(TenantId tenant, Map<String, BcryptHash> pins) {
    var known =
        database.inTenant(
            tenant, p -> p.list(KnownRow.class, KNOWN, SqlArray.texts(pins.keySet())));
    var rows = new ArrayList<PinRow>();
    for (var row : known) {
      var pin = pins.get(row.value());
      if (pin != null && !row.hasPin()) {
        var owner = PostgresPatronAuthentication.owner(tenant, row.patronId());
        rows.add(PinRow.of(row.patronId(), hasher.hash(owner, pin)));
      }
    }
    if (!rows.isEmpty()) {
      database.inTenant(tenant, new Pipeline().write(PUT_PINS, rows));
    }
  }

  /** Hashes the PINs of those who have none yet, on all processors. */
  private Map<UUID, SecretHasher.Hash> hashPins(
      TenantId tenant, List<NewPatron> patrons, Map<String, UUID> ids, Set<UUID> withPin) {
    var hashes = new ConcurrentHashMap<UUID, SecretHasher.Hash>();
    patrons.parallelStream()
        .forEach(patron -> {
          var id = ids.get(patron.card());
          var pin = patron.pin();
          if (id != null && pin != null && !withPin.contains(id)) {
            var owner = PostgresPatronAuthentication.owner(tenant, id);
            hashes.put(id, hasher.hash(owner, pin));
          }
        });
    return hashes;
  }

  /** Answers with a row for each patron that was added or changed: whether it was added. */
  private static Answer<List<Boolean>> put(
      Pipeline pipeline,
      List<NewPatron> patrons,
      Map<String, UUID> ids,
      Map<UUID, SecretHasher.Hash> hashes) {
    var rows = new LinkedHashMap<UUID, PatronRow>();
    var cards = new LinkedHashMap<String, CardRow>();
    var blocks = new LinkedHashMap<String, BlockRow>();
    for (var p : patrons) {
      var id = PatronParticulars.id(ids, p);
      rows.put(id, PatronRow.of(id, p));
      cards.put(p.card(), new CardRow(p.card(), id));
      for (var block : p.blocks()) {
        blocks.put(id + block.code().name(), BlockRow.of(id, block));
      }
    }
    var pins = hashes.entrySet().stream().map(e -> PinRow.of(e.getKey(), e.getValue())).toList();
    var written = pipeline.list(Boolean.class, PUT_PATRONS, rows.values());
    pipeline
        .write(PUT_CARDS, cards.values())
        .add(CLEAR_BLOCKS, SqlArray.uuids(rows.keySet()))
        .write(PUT_BLOCKS, blocks.values())
        .write(PUT_PINS, pins);
    return written;
  }
}
