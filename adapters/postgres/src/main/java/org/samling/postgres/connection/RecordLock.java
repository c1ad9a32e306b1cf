package org.samling.postgres.connection;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.rows.Pipeline;

/**
 * Who may write records of a tenant, or common ones, at the same time. It is taken before any row,
 * so that nobody waits for it who holds one.
 */
public enum RecordLock {
  /** For whoever writes nothing, or records that only its own lock leads to. */
  NONE,
  /** For whoever writes what comes in the place of whatever is there. */
  SHARED,
  /**
   * For whoever decides by what is there, which stays as it was seen until the transaction ends.
   */
  ALONE;

  private static final String KEY = "(hashtextextended('records ' || ?, 0))";

  /** What a transaction takes it with. */
  public Pipeline take(@Nullable TenantId tenant) {
    var whose = tenant == null ? "common" : tenant.toString();
    var pipeline = tenant == null ? new Pipeline() : Pipeline.of(tenant);
    return switch (this) {
      case NONE -> pipeline;
      case SHARED -> pipeline.add("select pg_advisory_xact_lock_shared" + KEY, whose);
      case ALONE -> pipeline.add("select pg_advisory_xact_lock" + KEY, whose);
    };
  }
}
