package org.samling.postgres.checkup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;

/** Databases that do not continue what was there before, and are taken once somebody says so. */
class DatabaseAcceptanceTest {

  @TempDir private Path directory;

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = TestLibrary.inOwnDatabase();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private PostgresStore node() {
    return new PostgresStore(
        TestLibrary.settings(library.roles, 64), TestLibrary.keyring(), directory);
  }

  private String system() {
    return library.text(library.north, "select system_identifier from pg_control_system()");
  }

  private void remember(String system, int timeline, Instant accepted) throws IOException {
    Files.writeString(
        directory.resolve("database-seen"),
        "system-identifier=%s\ntimeline=%d\naccepted=%s\n".formatted(system, timeline, accepted));
  }

  private Instant accepted() {
    return Instant.parse(
        library.text(
            library.north,
            "select to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from database_line"));
  }

  private void accept() {
    DatabaseAcceptance.accept(
        library.roles.url(), library.roles.owner(), library.roles.ownerPassword());
  }

  private void refuses(String why) {
    try (var node = node()) {
      assertThatThrownBy(() -> node.tenants().all())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(why)
          .hasMessageContaining("samling accept-database");
    }
  }

  private void takes() {
    try (var node = node()) {
      assertThat(node.tenants().all()).hasSize(2);
    }
  }

  @Test
  void aDatabaseWhoseLibraryWasOnAHigherTimelineIsRefusedAlsoByANodeThatSawNone() {
    library.asSuperuser("update database_line set timeline = 7");
    refuses("it is on timeline 1, and the library in it was on timeline 7 before");
    accept();
    takes();
  }

  @Test
  void aDatabaseOnALowerTimelineIsTakenOnceItIsAccepted() throws IOException {
    remember(system(), 7, accepted());
    refuses("is an old primary (timeline 1");
    accept();
    takes();
    assertThat(Files.readString(directory.resolve("database-seen"))).contains("timeline=1\n");
  }

  @Test
  void aDatabaseOfAnotherSystemIsTakenOnceItIsAccepted() throws IOException {
    remember("4711", 1, accepted());
    refuses("and this node has worked with 4711");
    accept();
    takes();
  }

  @Test
  void aDatabaseThatWasLeftForAnAcceptedOneIsRefused() throws IOException {
    remember("4711", 1, Instant.now().plusSeconds(60));
    refuses("and this node has worked with 4711");
  }

  @Test
  void aDatabaseThatADumpWasRestoredIntoIsTakenOnceItIsAcceptedAndItsOutboxIsReadOn() {
    library.asSuperuser(
        """
        update database_line set system_identifier = 4711;
        insert into outbox (tenant_id, id, kind, at, payload, xid)
        select t.id, ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'test', now(), '{}', (9000000000000 + n)::text::xid8
        from tenant t cross join generate_series(1, 2) n;
        insert into outbox_position (tenant_id, reader, xid, id)
        select id, 'test', '9000000000001', '00000000-0000-7000-8000-000000000001' from tenant
        """);
    refuses("was moved by a dump or an upgrade");
    accept();
    takes();
    assertThat(
            library.texts(
                library.north,
                """
                select o.id from outbox o where o.xid < pg_snapshot_xmin(pg_current_snapshot()) and (o.xid, o.id) > (
                  select p.xid, p.id from outbox_position p where p.reader = 'test' and p.tenant_id = o.tenant_id)
                """))
        .as("what was not read before")
        .containsExactly("00000000-0000-7000-8000-000000000002");
  }
}
