package org.samling.postgres.loader;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.samling.core.catalogue.Bytes;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.Seal;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;

/**
 * CPR numbers of patrons in the three forms in which they are kept: for look-up, sealed, and
 * linked.
 */
public final class CprRows {

  private record KeyRow(UUID patronId, String key) {}

  private static final RowStatement<KeyRow> PUT_KEYS =
      RowStatement.of(
          KeyRow.class,
          """
          insert into patron_identifier (tenant_id, patron_id, value, kind)
          select :tenant, e.patron_id, e.key, 'CPR' from {rows}
          on conflict (tenant_id, value) do nothing
          """);

  private static final RowStatement<KeyRow> REPLACE_KEYS =
      RowStatement.of(
          KeyRow.class,
          """
          update patron_identifier i set value = e.key from {rows}
          where i.tenant_id = :tenant and i.patron_id = e.patron_id and i.kind = 'CPR' and i.value <> e.key
          """);

  private record SealRow(UUID id, Bytes sealed, short version) {}

  private static final RowStatement<SealRow> SEAL =
      RowStatement.of(
          SealRow.class,
          """
          update patron p set cpr_sealed = e.sealed, cpr_seal_key_version = e.version from {rows}
          where p.tenant_id = :tenant and p.id = e.id
          """);

  private static final String LINK = "select link_persons(:patrons, :versions, :persons)";

  private final TenantId tenant;
  private final PatronKeys keys;
  private final Map<UUID, KeyRow> identifiers = new LinkedHashMap<>();
  private final Map<UUID, SealRow> seals = new LinkedHashMap<>();
  private final Map<UUID, Seal.KeyedBytes> links = new LinkedHashMap<>();

  public CprRows(TenantId tenant, PatronKeys keys) {
    this.tenant = tenant;
    this.keys = keys;
  }

  public void add(UUID patron, Cpr cpr) {
    identifiers.put(patron, new KeyRow(patron, keys.key(tenant, cpr)));
    var sealed = keys.seal(tenant, patron, cpr);
    seals.put(patron, new SealRow(patron, Bytes.of(bytes(sealed)), sealed.keyVersion()));
    links.put(patron, keys.person(cpr));
  }

  private static byte[] bytes(Seal.KeyedBytes kept) {
    return HexFormat.of().parseHex(kept.hex());
  }

  /** Adds the statements that write them, in a transaction of their tenant. */
  public Pipeline addTo(Pipeline pipeline) {
    pipeline
        .write(REPLACE_KEYS, identifiers.values())
        .write(PUT_KEYS, identifiers.values())
        .write(SEAL, seals.values());
    if (!links.isEmpty()) {
      pipeline.add(
          LINK,
          Parameters.of("patrons", SqlArray.uuids(links.keySet()))
              .and(
                  "versions",
                  SqlArray.of(
                      "int2", links.values().stream().map(Seal.KeyedBytes::keyVersion).toList()))
              .and(
                  "persons", SqlArray.bytes(links.values().stream().map(CprRows::bytes).toList())));
    }
    return pipeline;
  }
}
