package org.samling.postgres.connection;

import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.rows.Pipeline;

/**
 * Controls who may write records of a tenant, or common ones, at the same time. It is taken before
 * any row, so that nobody who holds a row waits for it.
 */
public enum RecordLock {
  /** For transactions that write nothing, or only records reached through a lock of their own. */
  NONE,
  /** For transactions that replace records whatever their present state. */
  SHARED,
  /** For transactions that decide by the present state, which does not change until they end. */
  ALONE;

  private static final String KEY = "(hashtextextended('records ' || ?, 0))";

  /** The statements that take the lock. */
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
