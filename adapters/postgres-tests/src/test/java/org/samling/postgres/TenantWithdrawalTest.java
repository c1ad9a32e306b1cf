package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.backup.BackupManifest;
import org.samling.postgres.backup.BackupReader;
import org.samling.postgres.backup.BackupRecipients;
import org.samling.postgres.backup.BackupWriter;
import org.samling.postgres.backup.Progress;
import org.samling.postgres.withdrawal.TenantHoldings;
import org.samling.postgres.withdrawal.TenantWithdrawal;

/**
 * A tenant that is withdrawn, in a library where both tenants have a row in every table. What is
 * left is asked of all tables that the database's catalogue knows.
 */
class TenantWithdrawalTest {

  private static final RecordKey ONLY_NORTHS = new RecordKey("t", "only-norths");

  private static final String TABLES =
      """
      select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where n.nspname in ('samling', 'samling_person') and c.relkind in ('r', 'p') and not c.relispartition
      """;

  /** Columns that name a tenant, beside tenant_id. */
  private static final String OTHER_COLUMNS =
      """
      select c.conrelid::regclass || '.' || a.attname from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.conparentid = 0 and c.confrelid = 'tenant'::regclass and a.attname <> 'tenant_id'
      """;

  /** What the other tenant has that is about the one that leaves, and feeds that all share. */
  private static final List<String> ABOUT_BOTH =
      List.of(
          "lending_agreement",
          "guest_agreement",
          "hold_agreement",
          "guest",
          "patron_elsewhere",
          "patron_block",
          "record_change");

  @TempDir private Path directory;

  private FencedLibrary fenced;
  private TestLibrary library;
  private TenantId north;
  private TenantId south;

  @BeforeEach
  void open() throws SQLException {
    fenced = new FencedLibrary();
    library = fenced.library;
    north = library.north;
    south = library.south;
    library
        .store
        .catalogue()
        .putRecords(null, List.of(TestLibrary.record(ONLY_NORTHS, "Kun i nord")));
    library
        .store
        .itemRegister()
        .putItems(north, List.of(TestTenant.item("only", ONLY_NORTHS, "book")));
    for (var tenant : List.of(north, south)) {
      library
          .store
          .staff()
          .add(
              new Staff.NewMember(
                  "desk-" + tenant,
                  "Nina",
                  StaffRole.DESK,
                  tenant,
                  Set.of(),
                  new Secret("long enough a secret")));
    }
    library
        .store
        .accessLog()
        .reads(south, TestPatrons.id(library, south, "A"), 1); // waits for those that wait
  }

  @AfterEach
  void close() throws SQLException {
    fenced.close();
  }

  private TenantWithdrawal withdrawal(Progress progress) {
    var roles = library.roles;
    return new TenantWithdrawal(
        roles.url(), roles.owner(), roles.ownerPassword(), "north", progress);
  }

  private TenantHoldings export(TenantWithdrawal withdrawal, Path file) {
    var heading =
        new BackupManifest.Heading(
            BackupManifest.FORMAT,
            BackupManifest.Kind.TENANT,
            "0.1.0",
            "18",
            115,
            Instant.EPOCH,
            List.of(),
            false);
    try (var writer = new BackupWriter(file, BackupRecipients.of(List.of()), heading)) {
      var holdings = withdrawal.export(writer);
      writer.finish("tenant north");
      withdrawal.exported(file.toString());
      return holdings;
    }
  }

  private void withdraw() {
    try (var withdrawal = withdrawal((_, _, _) -> {})) {
      withdrawal.begin("test");
      export(withdrawal, directory.resolve("north.export"));
      withdrawal.remove("test", false);
    }
  }

  private List<String> leftOf(TenantId tenant) {
    return fenced.catalogue(TABLES).stream()
        .filter(table ->
            !fenced
                .catalogue("select 1 from %s where tenant_id = %s limit 1".formatted(table, tenant))
                .isEmpty())
        .toList();
  }

  /** A digest of what a tenant has in each table. */
  private Map<String, String> digest(TenantId tenant) {
    var digests = new TreeMap<String, String>();
    for (var table : fenced.catalogue(TABLES)) {
      digests.put(
          table,
          fenced
              .catalogue(
                  "select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from %s t where tenant_id = %s"
                      .formatted(table, tenant))
              .getFirst());
    }
    digests.keySet().removeAll(ABOUT_BOTH);
    return digests;
  }

  @Test
  void nothingOfAWithdrawnTenantIsLeftInAnyTable() {
    assertThat(leftOf(north)).hasSizeGreaterThan(70);
    var columns = fenced.catalogue(OTHER_COLUMNS);
    assertThat(columns)
        .contains("guest.other_id", "guest_agreement.other_id", "staff_session.work_tenant");

    withdraw();

    assertThat(leftOf(north)).isEmpty();
    for (var column : columns) {
      var table = column.substring(0, column.indexOf('.'));
      var name = column.substring(column.indexOf('.') + 1);
      assertThat(fenced.catalogue("select 1 from %s where %s = %s".formatted(table, name, north)))
          .as(column)
          .isEmpty();
    }
    assertThat(fenced.catalogue("select code from tenant")).containsExactly("south");
    assertThat(
            fenced.catalogue(
                "select name from login_origin where name ~ '^(desk-%s|north-.*)$'"
                    .formatted(north)))
        .isEmpty();
    assertThat(fenced.catalogue("select act || ' ' || subject from operator_act order by at"))
        .contains("tenant-withdrawal-begun north", "tenant-withdrawn north");
  }

  @Test
  void theOtherTenantsKeepEverythingThatIsTheirs() {
    var before = digest(south);

    withdraw();

    assertThat(digest(south)).isEqualTo(before);
    library.submit(TestLibrary.checkin(south, "1", TestLibrary.MAIN));
    assertThat(library.submit(TestLibrary.checkout(south, "A", "1")).toString())
        .startsWith("Granted");
  }

  @Test
  void aCommonRecordThatOnlyTheWithdrawnTenantHeldGoesWithIt() {
    withdraw();

    assertThat(fenced.catalogue("select control_number from common_record where source = 't'"))
        .containsExactlyInAnyOrder("1", "2");
    assertThat(
            fenced.catalogue(
                "select deleted::text from record_change where source = 't' and control_number = 'only-norths'"))
        .containsExactly("true");
    assertThat(fenced.catalogue("select distinct tenant_id::text from common_record_holder"))
        .containsExactly(south.toString());
  }

  @Test
  void aCommonRecordThatNobodyHoldsCanBeKept() {
    try (var withdrawal = withdrawal((_, _, _) -> {})) {
      withdrawal.begin("test");
      export(withdrawal, directory.resolve("north.export"));
      withdrawal.remove("test", true);
    }

    assertThat(fenced.catalogue("select control_number from common_record where source = 't'"))
        .contains("only-norths");
    assertThat(leftOf(north)).isEmpty();
  }

  @Test
  void aGuestWhoOwesSomethingStaysWithTheLenderExcluded() {
    var guest =
        "select b.code || ' ' || coalesce(b.note, '') from patron_block b join patron_identifier i on i.tenant_id = b.tenant_id and i.patron_id = b.patron_id where i.value = 'guest-%s' and b.tenant_id = %s";
    withdraw();

    assertThat(fenced.catalogue(guest.formatted(north, south)))
        .containsExactly("U Their own library is here no more.");
    assertThat(fenced.catalogue("select 1 from guest")).isEmpty();
  }

  @Test
  void nothingIsDoneForATenantFromTheBeginOfItsWithdrawal() {
    try (var withdrawal = withdrawal((_, _, _) -> {})) {
      withdrawal.begin("test");

      assertThat(library.store.tenants().byCode("north")).isEmpty();
      assertThat(library.store.accounts().named(Account.Protocol.SIP2, "north-kiosk")).isEmpty();
      assertThatThrownBy(() -> library.submit(TestLibrary.checkin(north, "1", TestLibrary.MAIN)))
          .rootCause()
          .hasMessageStartingWith(
              "ERROR: the tenant is being withdrawn: nothing is done for it any more\n");
      assertThatThrownBy(() ->
              library
                  .store
                  .libraryRegister()
                  .putTenant("north", "N", ZoneId.of("UTC"), Currency.getInstance("DKK"), false))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is being withdrawn");
      assertThat(library.submit(TestLibrary.checkin(south, "1", TestLibrary.MAIN)).toString())
          .startsWith("Returned");
    }
  }

  @Test
  void nothingIsDeletedBeforeTheExportIsInItsFile() {
    try (var withdrawal = withdrawal((_, _, _) -> {})) {
      withdrawal.begin("test");
      var before = leftOf(north);

      assertThatThrownBy(() -> withdrawal.remove("test", false))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("not exported");
      assertThat(leftOf(north)).isEqualTo(before);
    }
  }

  @Test
  void aWithdrawalThatWasBrokenOffGoesOnWhereItWas() {
    try (var withdrawal = withdrawal((_, _, _) -> {})) {
      withdrawal.begin("test");
      export(withdrawal, directory.resolve("north.export"));
    }
    for (var table : List.of("payment", "item", "common_record")) {
      try (var withdrawal =
          withdrawal((_, _, what) -> {
            if (what.equals(table)) {
              throw new IllegalStateException("broken off");
            }
          })) {
        withdrawal.begin("test");
        assertThat(withdrawal.exportedAs()).endsWith("north.export");
        assertThatThrownBy(() -> withdrawal.remove("test", false), table).hasMessage("broken off");
      }
      assertThat(library.submit(TestLibrary.checkin(south, "1", TestLibrary.MAIN)).toString())
          .as(table)
          .contains("Re");
    }
    try (var withdrawal = withdrawal((_, _, _) -> {})) {
      withdrawal.begin("test");
      withdrawal.remove("test", false);
    }
    assertThat(leftOf(north)).isEmpty();
    assertThat(fenced.catalogue("select 1 from common_record where control_number = 'only-norths'"))
        .isEmpty();
  }

  @Test
  void oneProcessAtATimeWithdrawsATenant() {
    try (var _ = withdrawal((_, _, _) -> {})) {
      assertThatThrownBy(() -> withdrawal((_, _, _) -> {}).close())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("by another process");
    }
  }

  @Test
  void aTenantsNumberIsGivenToNoOther() {
    withdraw();

    var anew =
        library
            .store
            .libraryRegister()
            .putTenant("north", "N", ZoneId.of("UTC"), Currency.getInstance("DKK"), false);
    assertThat(anew.id()).isNotEqualTo(north);
  }

  @Test
  void theExportHasWhatTheTenantHadAndNoSecrets() throws IOException {
    var files = new TreeMap<String, String>();
    TenantHoldings holdings;
    try (var withdrawal = withdrawal((_, _, _) -> {})) {
      withdrawal.begin("test");
      holdings = export(withdrawal, directory.resolve("north.export"));
    }
    new BackupReader(directory.resolve("north.export"), null)
        .read(
            new BackupReader.Taker() {
              @Override
              public void directory(String name) {}

              @Override
              public void piece(String name, long size, InputStream content) throws IOException {
                files.put(name, new String(content.readAllBytes(), StandardCharsets.UTF_8));
              }
            },
            (_, _, _) -> {});

    assertThat(files.keySet())
        .contains("patron.csv", "item.csv", "loan.csv", "hold.csv", "ledger_entry.csv")
        .contains("common_record.csv", "local_record.csv", "audit.csv", "staff_user.csv")
        .doesNotContain("patron_pin.csv", "account_token.csv");
    assertThat(files.get("patron.csv").lines().count() - 1).isEqualTo(holdings.patrons());
    assertThat(files.get("item.csv")).startsWith("tenant_id,id,barcode,").contains(",only,");
    assertThat(files.get("common_record.csv")).contains("Kun i nord");
    assertThat(files.get("account.csv")).doesNotContain("password_hash");
    assertThat(files.get("staff_user.csv"))
        .contains("desk-" + north)
        .doesNotContain("password_hash", "desk-" + south);
  }
}
