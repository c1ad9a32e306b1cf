package org.samling.exchange.koha;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.cutover.Cutover;
import org.samling.exchange.cutover.Kind;
import org.samling.marc.MarcRecordMaker;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.DiskReserve;
import org.samling.routes.imports.ImportService;
import org.samling.testing.OnlyInLongRuns;

/**
 * A Koha of a town moves in, in long runs only: in every run a small one does, with a server before
 * it.
 */
@OnlyInLongRuns
class KohaAtScaleTest {

  private static final MadeKoha.Size TOWN =
      new MadeKoha.Size(20_000, 40_000, 10_000, 8_000, 2_000, 5_000);

  @TempDir private Path directory;

  @Test
  void kohaOfATownMovesInAndTheStoreAgreesWithIt() throws Exception {
    try (var library = new TestLibrary();
        var camel = new DefaultCamelContext()) {
      camel.disableJMX();
      camel.start();
      var dump = MadeKoha.write(directory.resolve("koha.sql"), TOWN);
      var result = move(library, camel, dump).run();

      assertThat(result.records().put().added()).isEqualTo(19_998);
      for (var kind : Kind.values()) {
        assertThat(result.report().counts().get(kind))
            .as("%s", kind)
            .isNotNull()
            .satisfies(count -> {
              assertThat(count.rejected()).isLessThanOrEqualTo(1);
              assertThat(count.added()).isEqualTo(count.read() - count.rejected());
            });
      }
      assertThat(result.reconciliation().different()).isZero();
    }
  }

  private KohaMove move(TestLibrary library, DefaultCamelContext camel, Path dump) {
    var store = library.store;
    var tenant =
        store.tenants().all().stream()
            .filter((Tenant t) -> t.id().equals(library.north))
            .findFirst()
            .orElseThrow();
    return new KohaMove(
        new KohaMove.Ports(
            new Cutover.Ports(
                store.patronRegister(),
                store.itemRegister(),
                store.catalogue(),
                new MarcRecordMaker(),
                store,
                store.cutoverInquiries(),
                store.noticeContacts(),
                store.pastLoans()),
            new ImportService(
                camel,
                new MarcRecordReader(),
                new MarcRecordRenderer(),
                store.importBatches(),
                store.importReviews(),
                store.itemRegister(),
                store.inquiries(),
                DiskReserve.UNSEEN),
            store.libraryRegister(),
            store.inquiries()),
        tenant,
        new KohaMove.Choice(dump, null, "799700", null, directory.resolve("report")),
        _ -> {});
  }
}
