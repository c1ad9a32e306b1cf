package org.samling.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

  @Test
  void everyDatabaseIsNewAndEmpty() throws SQLException {
    String first = TestPostgres.newDatabase();
    String second = TestPostgres.newDatabase();

    assertThat(second).isNotEqualTo(first);
    try (var connection = TestPostgres.connect(second);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("select count(*) from pg_tables where schemaname = 'public'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
    }
  }
}
