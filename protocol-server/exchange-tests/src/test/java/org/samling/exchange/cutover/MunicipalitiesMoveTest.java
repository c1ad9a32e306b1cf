package org.samling.exchange.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.Query;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.backup.BackupManifest;
import org.samling.postgres.backup.BackupRecipients;
import org.samling.postgres.backup.BackupWriter;
import org.samling.postgres.withdrawal.TenantHoldings;
import org.samling.postgres.withdrawal.TenantWithdrawal;
import org.samling.search.LuceneCatalogue;
import org.samling.search.SearchSettings;
import org.samling.testing.LongRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three municipalities move in one after another, from three systems, into common records; one
 * moves out again. Whoever is there already lends all the while.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class MunicipalitiesMoveTest {

  private static final Logger LOG = LoggerFactory.getLogger(MunicipalitiesMoveTest.class);

  private static final int PATRONS = LongRun.times(50, 5_000);

  private static final List<MadeMunicipality> WAVES =
      List.of(
          new MadeMunicipality("koha", PATRONS, 0),
          new MadeMunicipality("evergreen", PATRONS, PATRONS / 2),
          new MadeMunicipality("folio", PATRONS, PATRONS));

  @TempDir private Path directory;

  private final TestLibrary library = new TestLibrary();
  private final Map<MadeMunicipality, TenantId> moved = new LinkedHashMap<>();

  /** Who lends, by tenant: a patron and an item that nobody else has. */
  private final Map<TenantId, List<String>> lending = new LinkedHashMap<>();

  @AfterEach
  void close() {
    library.close();
  }

  private TenantId tenant(String code) {
    var register = library.store.libraryRegister();
    var tenant =
        register
            .putTenant(
                code, code, ZoneId.of("Europe/Copenhagen"), Currency.getInstance("DKK"), true)
            .id();
    register.putItemCategories(
        tenant, List.of(new ItemCategory("book", "Bog", "001", true, 30, 1)));
    register.putPatronCategories(
        tenant, List.of(new PatronCategory("adult", "Voksen", 50, 10, 1_000_000)));
    register.putAgencies(
        tenant,
        List.of(new Agency("799700", Agency.Kind.PUBLIC, TestLibrary.MAIN, null, "Library")));
    register.putBranches(
        tenant,
        List.of(
            new Branch(TestLibrary.MAIN, "799700", Set.of(), "Main", BranchCalendar.ALWAYS_OPEN)));
    return tenant;
  }

  private Cutover cutover(MadeMunicipality municipality, TenantId tenant) {
    var mapping = municipality.export(directory.resolve(municipality.system()));
    return CutoverFixture.cutover(library.store, tenant, mapping);
  }

  /** Does something while everybody who is there lends and returns; nothing of that may fail. */
  private void whileOthersLend(String what, Runnable work) throws InterruptedException {
    var lent = new AtomicInteger();
    var faults = new ConcurrentLinkedQueue<String>();
    var going = new AtomicBoolean(true);
    var slowest = new AtomicLong();
    var client =
        Thread.ofPlatform()
            .start(() -> {
              while (going.get() || lent.get() == 0) {
                lending.forEach((tenant, who) -> {
                  var begun = System.nanoTime();
                  lend(tenant, who.getFirst(), who.getLast(), faults);
                  slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
                  lent.incrementAndGet();
                });
              }
            });
    var begun = System.nanoTime();
    try {
      work.run();
    } finally {
      going.set(false);
      client.join();
    }
    LOG.info(
        "{}: {} s; meanwhile {} loans and returns of others, the slowest pair {} ms",
        what,
        (System.nanoTime() - begun) / 1_000_000_000.0,
        lent,
        slowest.get() / 1_000_000);
    assertThat(faults).as(what).isEmpty();
    assertThat(lent).as(what).hasPositiveValue();
  }

  private void lend(TenantId tenant, String patron, String item, Collection<String> faults) {
    try {
      var lent =
          library.submit(
              new LoanCommand.Checkout(
                  TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN),
                  patron,
                  item,
                  false,
                  null));
      var returned = library.submit(TestLibrary.checkin(tenant, item, TestLibrary.MAIN));
      if (!(lent instanceof CheckoutOutcome.Granted)
          || !(returned instanceof CheckinOutcome.Returned)) {
        faults.add(lent + " " + returned);
      }
    } catch (RuntimeException e) {
      faults.add(e.toString());
    }
  }

  private TenantHoldings holdings(String code) {
    try (var withdrawal = withdrawal(code)) {
      return withdrawal.holdings();
    }
  }

  private TenantWithdrawal withdrawal(String code) {
    var roles = library.roles;
    return new TenantWithdrawal(
        roles.url(), roles.owner(), roles.ownerPassword(), code, (_, _, _) -> {});
  }

  private static TenantHoldings expected(MadeMunicipality made) {
    return new TenantHoldings(
        made.patrons(),
        made.items(),
        made.patrons(),
        made.loans(),
        made.holds(),
        made.owed(),
        "DKK");
  }

  private void moveIn(MadeMunicipality made) throws InterruptedException {
    var tenant = tenant(made.system());
    var cutover = cutover(made, tenant);
    assertThat(cutover.check(directory.resolve("reports")).isClean()).isTrue();
    whileOthersLend(
        made.system() + " moves in",
        () -> {
          var report = cutover.run(directory.resolve("reports"), EnumSet.allOf(Kind.class));
          assertThat(report.isClean()).as("%s", report.rejected()).isTrue();
        });
    var result = cutover.reconcile(directory.resolve("reports"));
    assertThat(result.different()).as(made.system()).isZero();
    moved.put(made, tenant);
    moved.keySet().forEach(each -> assertThat(holdings(each.system())).isEqualTo(expected(each)));
    assertThat(library.count(tenant, "select count(*) from local_record")).isZero();
    lending.put(tenant, List.of(made.card(made.patrons() - 1), made.barcode(made.items() - 1)));
  }

  private void moveOut(MadeMunicipality made) throws InterruptedException {
    lending.remove(moved.remove(made));
    whileOthersLend(
        made.system() + " moves out",
        () -> {
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
          var file = directory.resolve(made.system() + ".export");
          try (var withdrawal = withdrawal(made.system());
              var writer = new BackupWriter(file, BackupRecipients.of(List.of()), heading)) {
            withdrawal.begin("test");
            assertThat(withdrawal.export(writer)).isEqualTo(expected(made));
            writer.finish("tenant " + made.system());
            withdrawal.exported(file.toString());
            var removal = withdrawal.remove("test", false);
            LOG.info("deleted: {}", removal.removed());
            assertThat(removal.removed()).containsEntry("patron", (long) made.patrons());
          }
        });
  }

  private long commonRecords() {
    return library.count(
        library.north,
        "select count(*) from common_record where source = '%s'"
            .formatted(MadeMunicipality.AGENCY));
  }

  private static long found(LuceneCatalogue index, SearchScope scope, int title) {
    var words = Query.Term.words(SearchField.TITLE, "bind " + title);
    try (var found = index.search(scope, words)) {
      return found.count();
    }
  }

  @Test
  void municipalitiesMoveInAndOneOutWhileTheOthersLend() throws InterruptedException {
    lending.put(library.north, List.of("A", "1"));
    library.store.catalogue().putRecords(null, MadeMunicipality.titles(2 * PATRONS));
    for (var wave : WAVES) {
      moveIn(wave);
    }
    assertThat(commonRecords()).isEqualTo(2L * PATRONS);

    try (var index =
        LuceneCatalogue.open(
            directory.resolve("index"), library.store.catalogueFeed(), SearchSettings.DEFAULT)) {
      index.catchUp();
      var union = new SearchScope.Union(Set.of());
      var folio = Objects.requireNonNull(moved.get(WAVES.getLast()));
      assertThat(found(index, union, 2 * PATRONS - 1)).isEqualTo(1);
      assertThat(found(index, new SearchScope.OfTenant(folio), PATRONS)).isEqualTo(1);

      moveOut(WAVES.getLast());

      index.catchUp();
      assertThat(found(index, union, 2 * PATRONS - 1)).isZero();
      assertThat(found(index, union, PATRONS)).isEqualTo(1);
      assertThat(found(index, new SearchScope.OfTenant(folio), PATRONS)).isZero();
    }
    // What evergreen has of the same titles is there still.
    assertThat(commonRecords()).isEqualTo(2L * PATRONS - PATRONS / 2);
    moved.keySet().forEach(each -> assertThat(holdings(each.system())).isEqualTo(expected(each)));
    var left = new ArrayList<MadeMunicipality>(moved.keySet());
    assertThat(left).containsExactly(WAVES.get(0), WAVES.get(1));
  }
}
