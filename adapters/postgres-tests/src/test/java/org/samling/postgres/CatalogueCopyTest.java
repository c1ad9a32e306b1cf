package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.harvest.CatalogueCopy;
import org.samling.core.harvest.CatalogueCopy.RecordSelection;
import org.samling.core.harvest.StoredRecord;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;
import org.samling.core.search.SearchScope;

class CatalogueCopyTest {

  private static final SearchScope.OfCatalogue COMMON = new SearchScope.Union(Set.of());

  private TestLibrary library;
  private CatalogueCopy copy;
  private SearchScope.OfCatalogue north;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    copy = library.store.catalogueCopy();
    north = new SearchScope.OfTenant(library.north);
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void catalogueIsItsTenantsOwnRecordsAndTheCommonOnesItHasItemsOf() {
    put(null, "c:1");
    put(library.north, "n:1");
    put(library.south, "s:1");

    assertThat(read(north, new RecordSelection.All(), null))
        .containsExactlyInAnyOrder("t:1", "t:2", "n:1");
    assertThat(read(COMMON, new RecordSelection.All(), null))
        .containsExactlyInAnyOrder("t:1", "t:2", "c:1");
    assertThat(copy.approximateCount(north)).isEqualTo(3);
    assertThat(copy.approximateCount(COMMON)).isEqualTo(3);
  }

  @Test
  void recordsAreReadByTheirNumbers() {
    put(null, "c:1");
    put(library.north, "n:1", "n:2");

    assertThat(
            read(
                north,
                new RecordSelection.Numbers(List.of("1", "n:2", "c:9", "9").iterator()),
                null))
        .containsExactlyInAnyOrder("t:1", "n:1", "n:2");
    assertThat(read(COMMON, new RecordSelection.Numbers(List.of("c:1", "n:1").iterator()), null))
        .containsExactly("c:1");
  }

  @Test
  void foundRecordsOfOthersAreNotRead() {
    put(library.north, "n:1");
    put(library.south, "s:1");
    var refs = new ArrayList<RecordRef>();
    var all = new SearchScope.Union(Set.of(library.north, library.south));
    copy.read(all, new RecordSelection.All(), null, record -> refs.add(record.ref()));

    assertThat(
            read(north, new RecordSelection.Found(List.<List<RecordRef>>of(refs).iterator()), null))
        .containsExactlyInAnyOrder("t:1", "t:2", "n:1");
  }

  @Test
  void onlyWhatChangedSinceIsRead() {
    var start = Instant.now();
    put(library.north, "n:1");

    assertThat(read(north, new RecordSelection.All(), start)).containsExactly("n:1");
    assertThat(read(north, new RecordSelection.All(), Instant.now().plusSeconds(60))).isEmpty();
  }

  @Test
  void copyIsOfOneMomentWhateverIsWrittenMeanwhile() {
    var many =
        IntStream.rangeClosed(1, 1_200)
            .mapToObj(i -> TestLibrary.record(new RecordKey("m", "" + i), "Titel " + i))
            .toList();
    library.store.catalogue().putRecords(library.north, many);
    var read = new ArrayList<StoredRecord>();
    copy.read(
        north,
        new RecordSelection.All(),
        null,
        record -> {
          if (read.isEmpty()) {
            put(library.north, "later:1");
            library
                .store
                .catalogue()
                .putRecords(
                    library.north,
                    List.of(TestLibrary.record(new RecordKey("m", "1200"), "Rettet")));
          }
          read.add(record);
        });
    assertThat(read).hasSize(1_202);
    assertThat(read)
        .extracting(r -> r.record().key() + " " + r.record().brief().title())
        .contains("m:1200 Titel 1200")
        .doesNotContain("later:1");
  }

  private List<String> read(
      SearchScope.OfCatalogue scope, RecordSelection wanted, @Nullable Instant since) {
    var keys = new ArrayList<String>();
    copy.read(scope, wanted, since, record -> keys.add(record.record().key().toString()));
    return keys;
  }

  private void put(@Nullable TenantId tenant, String... keys) {
    for (var key : keys) {
      library
          .store
          .catalogue()
          .putRecords(tenant, List.of(TestLibrary.record(RecordKey.parse(key), "Titel " + key)));
    }
  }
}
