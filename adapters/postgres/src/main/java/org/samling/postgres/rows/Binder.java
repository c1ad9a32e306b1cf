package org.samling.postgres.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.organisation.TenantId;

/** Binds the parameters of statements that are sent together. */
final class Binder {

  private final Connection connection;
  private final PreparedStatement statement;
  private int index = 1;

  Binder(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  /**
   * Binds the parameters of the next statement.
   *
   * @param arguments the values of the unnamed parameters, in order, with {@link Parameters} among
   *     them
   * @param common where names missing from these are looked up, or null
   */
  void bind(Sql sql, List<? extends @Nullable Object> arguments, @Nullable Parameters common)
      throws SQLException {
    var places = arguments.stream().filter(a -> !(a instanceof Parameters)).iterator();
    for (var name : sql.parameters()) {
      if (name != null) {
        bind(named(sql, name, arguments, common));
      } else if (places.hasNext()) {
        bind(places.next());
      } else {
        throw new RowException("too few arguments: " + sql.text());
      }
    }
    if (places.hasNext()) {
      throw new RowException("too many arguments: " + sql.text());
    }
  }

  private static @Nullable Object named(
      Sql sql,
      String name,
      List<? extends @Nullable Object> arguments,
      @Nullable Parameters common) {
    for (var argument : arguments) {
      if (argument instanceof Parameters parameters && parameters.has(name)) {
        return parameters.get(name);
      }
    }
    if (common == null || !common.has(name)) {
      throw new RowException("no value for :%s in %s".formatted(name, sql.text()));
    }
    return common.get(name);
  }

  private void bind(@Nullable Object value) throws SQLException {
    if (value instanceof ConnectionValue later) {
      bind(later.on(connection));
      return;
    }
    var at = index++;
    switch (value) {
      case SqlArray array -> statement.setArray(at, array.on(connection));
      case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
      case Enum<?> constant -> statement.setString(at, constant.name());
      case TenantId tenant -> statement.setInt(at, tenant.value());
      case Bytes bytes -> statement.setBytes(at, bytes.toArray());
      case null, default -> statement.setObject(at, value);
    }
  }
}
