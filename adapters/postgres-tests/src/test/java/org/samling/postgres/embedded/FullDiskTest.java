package org.samling.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.samling.testing.BoundedDirectory;

class FullDiskTest {

  @Test
  void aServerWhoseDirectoryIsFullSaysSoAndGoesOnOnceThereIsRoom() throws Exception {
    var made = BoundedDirectory.of(200);
    assumeTrue(made.isPresent(), "this user may not mount file systems");
    try (var disk = made.orElseThrow()) {
      var place = disk.path().resolve("server");
      try (var server = TestPostgres.startAnother(place, 0)) {
        var superuser = server.superuser();
        try (var connection =
                DriverManager.getConnection(
                    server.url("postgres"), superuser.user(), superuser.password());
            var statement = connection.createStatement()) {
          statement.execute("create table room (text text)");
          disk.fill();
          var insert = "insert into room select repeat('x', 1000) from generate_series(1, 10000)";
          assertThatThrownBy(() -> statement.execute(insert))
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53100"));
          disk.free();
          assertThat(statement.executeUpdate(insert)).isEqualTo(10_000);
        }
      }
    }
  }
}
