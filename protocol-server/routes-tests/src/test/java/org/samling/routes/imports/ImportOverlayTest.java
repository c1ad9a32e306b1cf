package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.MatchRule;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.Overlay.Finding;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.ImportJob.Mode;

/** What becomes of records that imports know again. */
class ImportOverlayTest extends RuledImports {

  @Test
  void sameFileUnderTheSameRulesChangesNothingTheSecondTime() {
    var isbn = isbn(3);
    var rules = merging(List.of("59X"), List.of("650"));
    load(
        rules,
        marc(
            "own3:7", "020 a " + isbn, "245 a Egen", "590 a Vores", "650 a Havet", "650 a Kysten"));
    var file =
        xml(
            marc(
                "nat3:1", "020 a " + isbn, "245 a Ny", "590 a Deres", "650 a Kysten", "650 a Vind"),
            marc("nat3:2", "020 a " + isbn, "245 a Anden"),
            marc("oth3:2", "020 a " + isbn, "245 a Tredje"));

    var first = load(rules, null, file);
    var second = load(rules, null, file);

    assertThat(first.put()).isEqualTo(new PutCounts(2, 1, 0));
    assertThat(second.put()).isEqualTo(new PutCounts(0, 0, 3));
    assertThat(second.matches()).isEqualTo(MatchTally.NOTHING);
  }

  @Test
  void recordThatIsThereAsItComesLosesItsPlaceToNoneOfItsFile() {
    var isbn = isbn(4);
    var first = marc("nat4:1", "020 a " + isbn, "245 a Den første");
    load(ImportRules.DEFAULT, first);
    var records = new ArrayList<String>();
    records.add(first);
    IntStream.rangeClosed(2, 3_000).forEach(i -> records.add(marc("nat4:" + i, "245 a Fyld")));
    records.add(marc("oth4:1", "020 a " + isbn, "245 a Den anden"));
    var file = xml(records.toArray(String[]::new));
    var job = new ImportJob(file, null, "local", null, "test", Mode.GO_ON, null, BY_ISBN);

    assertThatThrownBy(() -> service.load(job, new Ending())).hasMessageContaining("enough");
    assertThat(library.count(null, "select count(*) from common_import_seen")).isPositive();
    service.resume(latest(null), new Hearing());
    var second = load(BY_ISBN, null, file);

    assertThat(told.getFirst().decision().finding()).isEqualTo(Finding.APART);
    assertThat(keys("oth4")).isEqualTo("oth4:1");
    assertThat(second.put()).isEqualTo(new PutCounts(0, 0, 3_001));
    assertThat(library.count(null, "select count(*) from common_import_seen")).isZero();
  }

  @Test
  void whatIsThereStaysWhereItIsToBeKept() {
    var isbn = isbn(7);
    var rules =
        new ImportRules(
            List.of(MatchRule.by(MatchPoint.ISBN)),
            OnMatch.KEEP,
            OnAmbiguous.ADD,
            List.of(),
            false);
    load(rules, marc("own7:7", "020 a " + isbn, "245 a Vores"), marc("own7:8", "245 a Også"));

    var report =
        load(
            rules,
            marc("nat7:1", "020 a " + isbn, "245 a Deres"),
            marc("own7:8", "245 a Ændret"),
            marc("nat7:2", "245 a Ny"));

    assertThat(report.put()).isEqualTo(new PutCounts(1, 0, 0));
    assertThat(report.accepted()).isEqualTo(3);
    assertThat(report.matches()).isEqualTo(new MatchTally(1, 2, 0, 0, 0, 0));
    assertThat(titles("own7", "nat7")).isEqualTo("Også|Vores|Ny");
  }

  @Test
  void itemsOfARecordThatIsLeftAreThoseOfTheOneThatStays() {
    var isbn = isbn(8);
    var rules =
        new ImportRules(
            List.of(MatchRule.by(MatchPoint.ISBN)),
            OnMatch.KEEP,
            OnAmbiguous.ADD,
            List.of(),
            false);
    load(rules, marc("own8:7", "020 a " + isbn));
    var file = xml(marc("nat8:1", "020 a " + isbn, "852 b " + TestLibrary.MAIN + " p rules8"));
    var items =
        new ItemOrder(
            library.north,
            new ItemRules(
                "852",
                ItemRules.MARC852.subfields(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                null,
                "book"));

    service.load(
        new ImportJob(file, null, "local", null, "test", Mode.GO_ON, items, rules), new Hearing());

    assertThat(
            library.text(
                library.north,
                """
                select c.source || ':' || c.control_number from item i
                join common_record c on c.id = i.common_record_id where i.barcode = 'rules8'\
                """))
        .isEqualTo("own8:7");
  }

  @Test
  void mergedRecordHasProtectedFieldsOfWhatWasThereAndOtherwiseWhatComes() {
    var isbn = isbn(9);
    var rules = merging(List.of("59X", "d08"), List.of("650"));
    load(
        rules,
        marc(
            "own9:7",
            "020 a " + isbn,
            "245 a Gammel",
            "520 a Væk",
            "590 a Vores",
            "650 a Havet",
            "650 a Kysten",
            "d08 a Lokal"));

    var report =
        load(
            rules,
            marc(
                "nat9:1",
                "020 a " + isbn,
                "245 a Ny",
                "590 a Deres",
                "591 a Heller ikke",
                "650 a Kysten",
                "650 a Vind",
                "700 a Navn"));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 1, 0));
    assertThat(fields("nat9"))
        .isEqualTo("020,245 Ny,590 Vores,650 Havet,650 Kysten,650 Vind,700 Navn,d08 Lokal");
    assertThat(
            library.count(
                null,
                """
                select count(*) from common_record where source = 'nat9'
                  and position('Vores' in convert_from(original, 'UTF8')) > 0
                  and position('Ny' in convert_from(original, 'UTF8')) > 0\
                """))
        .as("what is kept as its original is the merged record")
        .isOne();
  }

  @Test
  void recordThatComesAgainUnderItsOwnNumberIsMergedToo() {
    var rules = merging(List.of("590"), List.of());
    load(rules, marc("own10:7", "245 a Gammel", "590 a Vores"));

    load(rules, marc("own10:7", "245 a Ny"));
    var again = load(rules, marc("own10:7", "245 a Ny"));

    assertThat(fields("own10")).isEqualTo("245 Ny,590 Vores");
    assertThat(again.put()).isEqualTo(new PutCounts(0, 0, 1));
  }

  @Test
  void unimarcIsMergedAndStaysUnimarc() throws IOException {
    var rules = merging(List.of("995"), List.of());
    var text = Files.readString(ImportFiles.fixture("unimarc.xml"));
    load(rules, Files.writeString(directory.resolve("held.xml"), text));

    var report =
        load(
            rules,
            Files.writeString(
                directory.resolve("new.xml"),
                text.replace("Phares œuvres", "Nouveaux phares")
                    .replaceFirst("<datafield tag=\"995\"[\\s\\S]*?</datafield>\n", "")));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 1, 1));
    assertThat(
            library.text(
                library.north,
                "select format || ' ' || title from common_record where control_number = 'U2'"))
        .isEqualTo("UNIMARC_XML Nouveaux phares et ſignes");
    assertThat(
            library.text(
                library.north,
                "select content::text from common_record where control_number = 'U2'"))
        .contains("995", "HB");
  }

  @Test
  void recordsOfTwoFormatsAreNotMerged() {
    var isbn = isbn(11);
    var rules = merging(List.of("d08"), List.of());
    load(rules, danmarc("820011", "1", "021 00 *e" + isbn, "245 00 *aDansk", "d08 00 *aVores"));

    var report = load(rules, marc("nat11:1", "020 a " + isbn));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 0, 0));
    assertThat(report.matches().kept()).isOne();
    assertThat(told.getLast().decision().finding()).isEqualTo(Finding.NOT_MERGED);
    assertThat(keys("820011", "nat11")).isEqualTo("820011:1");
  }

  @Test
  void ownersRecordStaysAndSaysSo() {
    load(ImportRules.DEFAULT, danmarc("300020", "1", "245 00 *aDeres", "996 00 *a726500"));

    var report =
        load(ImportRules.DEFAULT, danmarc("300020", "1", "245 00 *aOvertaget", "996 00 *aDBC"));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 0, 0));
    assertThat(report.matches()).isEqualTo(new MatchTally(0, 1, 1, 0, 0, 0));
    assertThat(told.getLast().decision().reason())
        .isEqualTo("300020:1 stays: its owner is 726500.");
    assertThat(titles("300020")).isEqualTo("Deres");
    assertThat(latest(null).tally().matches().owned()).isOne();

    var owners =
        load(ImportRules.DEFAULT, danmarc("300020", "1", "245 00 *aNy", "996 00 *a726500"));

    assertThat(owners.put()).isEqualTo(new PutCounts(0, 1, 0));
  }

  @Test
  void undoingBringsBackTheRecordThatWasThereWithItsNumber() {
    var isbn = isbn(21);
    load(ImportRules.DEFAULT, marc("own21:7", "020 a " + isbn, "245 a Gammel", "590 a Vores"));
    var before = original("own21");
    load(
        merging(List.of("590"), List.of()),
        // The number that becomes free is taken by the same file.
        marc("nat21:1", "020 a " + isbn, "245 a Ny"),
        marc("own21:7", "245 a Helt anden"));
    assertThat(keys("own21", "nat21")).isEqualTo("nat21:1 own21:7");

    var undone =
        library
            .store
            .importBatches()
            .undo(
                latest(null),
                (key, reason) -> {
                  throw new AssertionError(key + " stays: " + reason);
                });

    assertThat(undone).isEqualTo(new ImportBatch.UndoCounts(1, 1));
    assertThat(keys("own21", "nat21")).isEqualTo("own21:7");
    assertThat(original("own21")).isEqualTo(before);
    assertThat(load(BY_ISBN, marc("nat21:2", "020 a " + isbn)).matches().matched()).isOne();
  }

  @Test
  void whoFollowsTheCatalogueByNumberHearsThatAFormerOneIsGone() {
    var isbn = isbn(22);
    load(BY_ISBN, marc("own22:7", "020 a " + isbn));
    load(BY_ISBN, marc("nat22:1", "020 a " + isbn));

    assertThat(
            library.text(
                library.north,
                """
                select string_agg(source || ' ' || deleted, ', ' order by source) from record_change
                where source in ('own22', 'nat22')\
                """))
        .isEqualTo("nat22 false, own22 true");
  }

  @Test
  void dryRunTellsMatchesAndWritesNothing() {
    var isbn = isbn(23);
    load(BY_ISBN, marc("own23:7", "020 a " + isbn));
    var file = xml(marc("nat23:1", "020 a " + isbn));

    var report =
        service.load(
            new ImportJob(file, null, "local", null, "test", Mode.DRY_RUN, null, BY_ISBN),
            new Hearing());

    assertThat(report.put()).isEqualTo(new PutCounts(0, 1, 0));
    assertThat(report.matches().matched()).isOne();
    assertThat(told).last().extracting(Told::key).isEqualTo("nat23:1");
    assertThat(keys("own23", "nat23")).isEqualTo("own23:7");
  }

  @Test
  void importGoesOnByItsOwnRulesAndOthersAreRefused() {
    var records =
        IntStream.rangeClosed(1, 1_500)
            .mapToObj(i -> marc("rest24:" + i, "020 a " + isbn(24_000 + i)))
            .toArray(String[]::new);
    load(ImportRules.DEFAULT, marc("own24:7", "020 a " + isbn(24_000 + 1_400)));
    var file = xml(records);
    var job = new ImportJob(file, null, "local", null, "test", Mode.GO_ON, null, BY_ISBN);
    assertThatThrownBy(() -> service.load(job, new Ending())).hasMessageContaining("enough");
    var batch = latest(null);
    assertThat(batch.order().rules()).isEqualTo(BY_ISBN);

    assertThatThrownBy(() -> load(by(MatchPoint.ISSN), null, file))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("it had other rules");
    var report = service.resume(batch, new Hearing());

    assertThat(report.put()).isEqualTo(new PutCounts(1_499, 1, 0));
    assertThat(report.matches().matched()).isOne();
    assertThat(latest(null).number()).isEqualTo(batch.number());
  }
}
