package org.samling.postgres;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronRegister;

/** Keeps patrons, their identifiers, blocks and PINs. */
final class PostgresPatronRegister implements PatronRegister {

  private static final String KNOWN =
      """
      select i.value, i.patron_id, p.patron_id is not null as has_pin
      from patron_identifier i
      left join patron_pin p on p.tenant_id = i.tenant_id and p.patron_id = i.patron_id
      where i.tenant_id = ? and i.value = any (?)
      """;

  private static final String PUT_PATRONS =
      """
      insert into patron (tenant_id, id, name, category, branch, language, birth_date, expires_on, email, phone, address)
      select ?, * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (tenant_id, id) do update
      set name = excluded.name, category = excluded.category, branch = excluded.branch,
        language = excluded.language, birth_date = excluded.birth_date, expires_on = excluded.expires_on,
        email = excluded.email, phone = excluded.phone, address = excluded.address
      """;

  private static final String PUT_CARDS =
      """
      insert into patron_identifier (tenant_id, value, kind, patron_id)
      select ?, e.value, 'CARD', e.patron_id from unnest(?, ?) e (value, patron_id)
      on conflict (tenant_id, value) do nothing
      """;

  private static final String CLEAR_BLOCKS =
      """
      delete from patron_block b using unnest(?) e (patron_id)
      where b.tenant_id = ? and b.patron_id = e.patron_id
      """;

  private static final String PUT_BLOCKS =
      """
      insert into patron_block (tenant_id, patron_id, code, note, until)
      select ?, e.patron_id, e.code, e.note, e.until from unnest(?, ?, ?, ?, ?) e (id, patron_id, code, note, until)
      """;

  private static final String PUT_PINS =
      """
      insert into patron_pin (tenant_id, patron_id, hash, pepper_version) select ?, * from unnest(?, ?, ?)
      on conflict (tenant_id, patron_id) do nothing
      """;

  private final Database database;
  private final SecretHasher hasher;
  private final PatronKeys keys;

  PostgresPatronRegister(Database database, SecretHasher hasher, PatronKeys keys) {
    this.database = database;
    this.hasher = hasher;
    this.keys = keys;
  }

  @Override
  public int putPatrons(TenantId tenant, List<NewPatron> patrons) {
    var particulars = new PatronParticulars(tenant, keys, patrons);
    var owners = new HashMap<String, UUID>();
    var withPin = new HashSet<UUID>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> {
                  var id = FactsLoader.uuid(row, "patron_id");
                  owners.put(row.getString("value"), id);
                  if (row.getBoolean("has_pin")) {
                    withPin.add(id);
                  }
                },
                KNOWN,
                tenant.value(),
                FactsLoader.texts(particulars.named())));
    var now = Instant.now();
    var ids = new HashMap<String, UUID>();
    for (var p : patrons) {
      var known = owners.get(p.card());
      ids.computeIfAbsent(p.card(), _ -> known == null ? Uuids.next(now) : known);
    }
    particulars.check(owners, ids);
    var pipeline = new Pipeline();
    put(pipeline, tenant, patrons, ids, hashPins(tenant, patrons, ids, withPin));
    database.inTenant(tenant, particulars.addTo(pipeline, owners, ids, now));
    return (int) ids.keySet().stream().filter(card -> !owners.containsKey(card)).count();
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
            var owner = PostgresPatronAuthentication.owner(tenant, id.toString());
            hashes.put(id, hasher.hash(owner, pin));
          }
        });
    return hashes;
  }

  private static void put(
      Pipeline pipeline,
      TenantId tenant,
      List<NewPatron> patrons,
      Map<String, UUID> ids,
      Map<UUID, SecretHasher.Hash> hashes) {
    var rows =
        new Columns("uuid", "text", "text", "text", "text", "date", "date", "text", "text", "text");
    var identifiers = new Columns("text", "uuid");
    var owners = new Columns("uuid");
    var blocks = new Columns("text", "uuid", "text", "text", "date");
    var pins = new Columns("uuid", "text", "int2");
    for (var p : patrons) {
      var id = PatronParticulars.id(ids, p);
      rows.row(
          id,
          p.name(),
          p.category(),
          p.branch(),
          p.language(),
          p.birthDate(),
          p.expires(),
          p.email(),
          p.phone(),
          p.address());
      identifiers.row(p.card(), id);
      owners.row(id);
      for (var block : p.blocks()) {
        var letter = String.valueOf(block.code().letter());
        blocks.row(id + letter, id, letter, block.note(), block.until());
      }
    }
    hashes.forEach((id, hash) -> pins.row(id, hash.text(), hash.pepperVersion()));
    pipeline
        .add(PUT_PATRONS, rows.after(tenant.value()))
        .add(PUT_CARDS, identifiers.after(tenant.value()))
        .add(CLEAR_BLOCKS, owners.before(tenant.value()))
        .add(PUT_BLOCKS, blocks.after(tenant.value()))
        .add(PUT_PINS, pins.after(tenant.value()));
  }
}
