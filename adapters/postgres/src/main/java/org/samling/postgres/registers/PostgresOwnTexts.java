package org.samling.postgres.registers;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.OwnTexts;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Pipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps tenants' own texts. They are few and needed for every message, so each tenant's are cached
 * in memory and read again after some seconds.
 */
public final class PostgresOwnTexts implements OwnTexts {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresOwnTexts.class);
  private static final long FRESH = Duration.ofSeconds(3).toNanos();

  private static final String ALL =
      """
      select wording, language, key, text from own_text where tenant_id = ?
      order by wording, language, key
      """;

  private static final String PUT =
      """
      insert into own_text (tenant_id, wording, language, key, text) values (?, ?, ?, ?, ?)
      on conflict (tenant_id, wording, language, key) do update set text = excluded.text
      """;

  private static final String REMOVE =
      """
      delete from own_text where tenant_id = ? and wording = ? and language = ? and key = ?
      returning key
      """;

  private final Database database;
  private final Map<TenantId, Entry> entries = new ConcurrentHashMap<>();

  private record Place(String wording, String language, String key) {}

  private record Entry(Map<Place, String> texts, long readAt) {

    boolean isFresh() {
      return System.nanoTime() - readAt < FRESH;
    }
  }

  public PostgresOwnTexts(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> find(TenantId tenant, String wording, String language, String key) {
    var known = entries.get(tenant);
    if (known == null || !known.isFresh()) {
      known =
          entries.compute(tenant, (t, old) -> old != null && old.isFresh() ? old : read(t, old));
    }
    var texts = known.texts();
    return Optional.ofNullable(texts.get(new Place(wording, language, key)))
        .or(() -> Optional.ofNullable(texts.get(new Place(OF_TENANT, language, key))));
  }

  private Entry read(TenantId tenant, @Nullable Entry old) {
    var texts = new HashMap<Place, String>();
    try {
      all(tenant).forEach(t -> texts.put(new Place(t.wording(), t.language(), t.key()), t.text()));
    } catch (StoreException e) {
      LOG.warn(
          "the tenant's own texts can't be read; the last known ones stay in use: {}",
          e.toString());
      return new Entry(old == null ? Map.of() : old.texts(), System.nanoTime());
    }
    return new Entry(texts, System.nanoTime());
  }

  @Override
  public List<OwnText> all(TenantId tenant) {
    return database.inTenant(tenant, p -> p.list(OwnText.class, ALL, tenant.value()));
  }

  @Override
  public void put(TenantId tenant, List<OwnText> texts) {
    var pipeline = new Pipeline();
    texts.forEach(
        t -> pipeline.add(PUT, tenant.value(), t.wording(), t.language(), t.key(), t.text()));
    database.inTenant(tenant, pipeline);
    entries.remove(tenant);
  }

  @Override
  public boolean remove(TenantId tenant, String wording, String language, String key) {
    boolean removed =
        database.inTenant(tenant, p -> p.any(REMOVE, tenant.value(), wording, language, key));
    entries.remove(tenant);
    return removed;
  }
}
