package org.samling.postgres;

import java.util.UUID;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;

/** CPR numbers of patrons in the three forms in which they are kept: looked up, sealed, linked. */
final class CprRows {

  private static final String PUT_KEYS =
      """
      insert into patron_identifier (tenant_id, patron_id, value, kind)
      select ?, e.patron_id, e.key, 'CPR' from unnest(?, ?) e (patron_id, key)
      on conflict (tenant_id, value) do nothing
      """;

  private static final String SEAL =
      """
      update patron p set cpr_sealed = e.sealed, cpr_seal_key_version = e.version
      from unnest(?, ?, ?) e (id, sealed, version)
      where p.tenant_id = ? and p.id = e.id
      """;

  private static final String REPLACE_KEYS =
      """
      update patron_identifier i set value = e.key from unnest(?, ?) e (patron_id, key)
      where i.tenant_id = ? and i.patron_id = e.patron_id and i.kind = 'CPR' and i.value <> e.key
      """;

  private static final String LINK = "select link_persons(?, ?, ?)";

  private final TenantId tenant;
  private final PatronKeys keys;
  private final Columns identifiers = new Columns("uuid", "text");
  private final Columns seals = new Columns("uuid", "bytea", "int2");
  private final Columns links = new Columns("uuid", "int2", "bytea");

  CprRows(TenantId tenant, PatronKeys keys) {
    this.tenant = tenant;
    this.keys = keys;
  }

  void add(UUID patron, Cpr cpr) {
    identifiers.row(patron, keys.key(tenant, cpr));
    var sealed = keys.seal(tenant, patron, cpr);
    seals.row(patron, bytea(sealed.hex()), sealed.keyVersion());
    var person = keys.person(cpr);
    links.row(patron, person.keyVersion(), bytea(person.hex()));
  }

  /** Bytes as PostgreSQL reads them. */
  static String bytea(String hex) {
    return "\\x" + hex;
  }

  /** Adds what writes them, in a transaction of their tenant. */
  Pipeline addTo(Pipeline pipeline) {
    if (!identifiers.isEmpty()) {
      pipeline
          .add(REPLACE_KEYS, identifiers.before(tenant.value()))
          .add(PUT_KEYS, identifiers.after(tenant.value()))
          .add(SEAL, seals.before(tenant.value()))
          .add(LINK, links.arrays().toArray());
    }
    return pipeline;
  }
}
