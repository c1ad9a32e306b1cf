package org.samling.postgres.connection;

import java.sql.Connection;
import java.sql.SQLException;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.rows.ConnectionValue;

/**
 * For whom a transaction acts, as an argument of {@link #SET}: signed once it is known on which
 * connection.
 */
public final class Acting implements ConnectionValue {

  /** Has the transaction act for whom a claim names, until its end. */
  public static final String SET = "select samling.act_for(?)";

  /** For the library as a whole: its staff, and what is done for all tenants. */
  public static final Acting ALL = new Acting(0);

  private final int acting;

  private Acting(int acting) {
    this.acting = acting;
  }

  public static Acting of(TenantId tenant) {
    return new Acting(tenant.value());
  }

  @Override
  public String on(Connection connection) throws SQLException {
    return Session.of(connection).claim(acting);
  }
}
