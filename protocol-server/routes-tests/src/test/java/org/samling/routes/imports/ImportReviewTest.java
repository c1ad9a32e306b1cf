package org.samling.routes.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.Catalogue.PutCounts;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.Candidate;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatch.State;
import org.samling.core.imports.ImportReviews;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.Overlay.Finding;
import org.samling.core.imports.Proposal;
import org.samling.core.imports.Proposal.Action;
import org.samling.core.imports.RecordReviews;
import org.samling.core.imports.RecordReviews.Unfit;
import org.samling.core.imports.RepairTally;
import org.samling.postgres.TestLibrary;
import org.samling.routes.imports.ImportJob.Mode;

/** Matching by fields with scores, and records that wait for somebody's decision. */
class ImportReviewTest extends RuledImports {

  private static final String SCORES = "020$a~isbn:60+245$a~text:40+264$c~year:20>=80";

  private static ImportRules scored(@Nullable String onAmbiguous) {
    return new ImportRules.Written(
            List.of(SCORES), "replace", onAmbiguous, List.of(), List.of(), List.of(), false)
        .rules();
  }

  private static ImportRules reviewed(String onMatch, String... overlay) {
    return new ImportRules.Written(
            List.of("isbn"), onMatch, "add", List.of(), List.of(), List.of(overlay), true)
        .rules();
  }

  private static ImportReviews reviews() {
    return library.store.importReviews();
  }

  private static void decide(int ordinal, Action action, @Nullable String onto) {
    var decision = new Proposal(action, onto == null ? null : RecordKey.parse(onto), "");
    assertThat(reviews().decide(latest(null), ordinal, decision, "anna")).isTrue();
  }

  @Test
  void recordsMatchWhereTheScoresOfSeveralFieldsReachTheThreshold() {
    var isbn = isbn(70_001);
    load(
        ImportRules.DEFAULT,
        marc("own70:1", "020 a " + isbn, "245 a Havets børn", "264 c 1999"),
        marc("own70:2", "245 a Skovens børn", "264 c 2001"));

    var report =
        load(
            scored(null),
            marc("nat70:1", "020 a " + isbn, "245 a Noget andet", "264 c cop. 1999"),
            marc("nat70:2", "245 a Skovens børn", "264 c 2001"));

    assertThat(report.put()).isEqualTo(new PutCounts(1, 1, 0));
    assertThat(told.getFirst().decision().reason())
        .isEqualTo(
            "It scores 80 of 80 with own70:1 (020$a~isbn 60, 264$c~year 20); it replaces that record.");
    assertThat(keys("own70", "nat70")).isEqualTo("nat70:1 nat70:2 own70:2");
  }

  @Test
  void recordThatIsAddedOrChangedOrRestoredLaterMatchesByItsFieldsAsTheyAreThen() {
    var rules =
        new ImportRules.Written(
                List.of("037$a~text"), "replace", "add", List.of(), List.of(), List.of(), false)
            .rules();
    load(rules, marc("a71:1", "037 a Before"));
    load(ImportRules.DEFAULT, marc("a71:1", "037 a AFTER!"), marc("b71:1", "037 a Other"));
    var changed = latest(null);

    assertThat(load(rules, marc("n71:1", "037 a before")).matches().matched()).isZero();
    assertThat(load(rules, marc("n71:2", "037 a after")).matches().matched()).isOne();
    library.store.importBatches().undo(latest(null), (_, _) -> {});
    library.store.importBatches().undo(changed, (_, _) -> {});
    assertThat(load(rules, marc("n71:3", "037 a after")).matches().matched()).isZero();
    assertThat(load(rules, marc("n71:4", "037 a other")).matches().matched()).isZero();
    assertThat(keys("a71", "b71")).isEqualTo("a71:1");
  }

  @Test
  void valueThatVeryManyRecordsHaveFindsNoneOfThemAndOnlyAddsToScores() {
    var rules =
        new ImportRules.Written(
                List.of("596$a:50+597$a:50>=50"),
                "replace",
                "add",
                List.of(),
                List.of(),
                List.of(),
                false)
            .rules();
    load(
        ImportRules.DEFAULT,
        IntStream.range(0, 101)
            .mapToObj(i -> marc("own72:" + i, "596 a everywhere", "597 a only" + i))
            .toArray(String[]::new));

    assertThat(load(rules, marc("nat72:1", "596 a everywhere")).matches())
        .isEqualTo(MatchTally.NOTHING);
    assertThat(load(rules, marc("nat72:2", "596 a everywhere", "597 a only7")).matches().matched())
        .isOne();
    assertThat(told.getLast().decision().reason()).contains("It scores 100 of 50 with own72:7");
  }

  @Test
  void tenantsRecordsMatchItsOwnByFieldsAndNoOthers() {
    var rules =
        new ImportRules.Written(
                List.of("598$a"), "replace", "add", List.of(), List.of(), List.of(), false)
            .rules();
    load(rules, library.south, xml(marc("south73:1", "598 a same")));
    load(rules, marc("com73:1", "598 a same"));

    assertThat(load(rules, library.north, xml(marc("own73:1", "598 a same"))).put())
        .isEqualTo(new PutCounts(1, 0, 0));
    assertThat(load(rules, library.north, xml(marc("nat73:1", "598 a same"))).put())
        .isEqualTo(new PutCounts(0, 1, 0));
  }

  @Test
  void recordThatReachesTheThresholdWithTwoWaitsForReviewAndIsNotInTheCatalogue() {
    var isbn = isbn(74_001);
    load(
        ImportRules.DEFAULT,
        marc("a74:1", "020 a " + isbn, "245 a Tvetydig", "264 c 1871"),
        marc("b74:1", "020 a " + isbn, "245 a Tvetydig"),
        marc("c74:1", "020 a " + isbn, "245 a En anden"));

    var report =
        load(scored(null), marc("nat74:1", "020 a " + isbn, "245 a Tvetydig", "264 c 1871"));

    assertThat(report.put()).isEqualTo(new PutCounts(0, 0, 0));
    assertThat(report.matches().held()).isOne();
    assertThat(told.getLast().decision().finding()).isEqualTo(Finding.AMBIGUOUS);
    assertThat(keys("nat74")).isEqualTo("null");
    var batch = latest(null);
    assertThat(batch.state()).isEqualTo(State.REVIEW);
    var waiting = reviews().waiting(batch, 0, 10, false);
    assertThat(waiting).hasSize(1);
    assertThat(waiting.getFirst().held().candidates())
        .extracting(Candidate::key, Candidate::score)
        .containsExactly(
            tuple(RecordKey.parse("a74:1"), 150),
            tuple(RecordKey.parse("b74:1"), 125),
            tuple(RecordKey.parse("c74:1"), 75));

    decide(1, Action.OVERLAY, "c74:1");
    var loaded = service.reviews().load(batch, false, 100);

    assertThat(loaded.put()).isEqualTo(new PutCounts(0, 1, 0));
    assertThat(keys("a74", "b74", "c74", "nat74")).isEqualTo("a74:1 b74:1 nat74:1");
    assertThat(latest(null).state()).isEqualTo(State.DONE);
    assertThat(latest(null).tally().matches().held()).isZero();
    assertThat(latest(null).put()).isEqualTo(new PutCounts(0, 1, 0));
  }

  @Test
  void reviewedImportChangesNothingUntilItsRecordsAreLoadedAsWasDecided() {
    var isbn = isbn(75_001);
    load(
        ImportRules.DEFAULT,
        marc("own75:1", "020 a " + isbn, "245 a Gammel", "590 a Vores"),
        marc("nat75:2", "245 a Før"),
        marc("nat75:5", "245 a Uændret"));

    var report =
        load(
            reviewed("merge", "59X=protect"),
            marc("nat75:1", "020 a " + isbn, "245 a Ny"),
            marc("nat75:2", "245 a Efter"),
            marc("nat75:3", "245 a Tilføjet"),
            marc("nat75:4", "245 a Udeladt"),
            marc("nat75:5", "245 a Uændret"));

    var batch = latest(null);
    assertThat(report.put()).isEqualTo(new PutCounts(0, 0, 1));
    assertThat(titles("own75", "nat75")).isEqualTo("Gammel|Uændret|Før");
    assertThat(reviews().waiting(batch, 0, 10, false))
        .extracting(
            w -> w.held().ordinal() + " " + w.proposal().action() + " " + w.proposal().onto())
        .containsExactly("1 OVERLAY own75:1", "2 OVERLAY nat75:2", "3 ADD null", "4 ADD null");

    decide(1, Action.OVERLAY, "own75:1");
    decide(4, Action.LEAVE, null);
    assertThat(service.reviews().load(batch, false, 100).put()).isEqualTo(new PutCounts(0, 1, 0));
    assertThat(latest(null).state()).isEqualTo(State.REVIEW);
    var rest = service.reviews().load(batch, true, 100);

    assertThat(rest.put()).isEqualTo(new PutCounts(1, 1, 0));
    assertThat(rest.waiting()).isEmpty();
    assertThat(titles("own75", "nat75")).isEqualTo("Uændret|Tilføjet|Efter|Ny");
    assertThat(fields("nat75")).contains("590 Vores");
    assertThat(latest(null).state()).isEqualTo(State.DONE);

    library.store.importBatches().undo(latest(null), (_, _) -> {});
    assertThat(titles("own75", "nat75")).isEqualTo("Gammel|Uændret|Før");
  }

  @Test
  void recordWhoseTargetIsGoneOrWhoseNumberIsTakenGoesOnWaiting() {
    load(ImportRules.DEFAULT, marc("own76:1", "245 a Weg"));
    var gone = latest(null);
    load(reviewed("replace"), marc("nat76:1", "245 a Et"), marc("nat76:2", "245 a To"));
    var batch = latest(null);
    decide(1, Action.OVERLAY, "own76:1");
    assertThat(reviews().decide(batch, 2, new Proposal(Action.ADD, null, ""), "anna")).isTrue();
    library.store.importBatches().undo(gone, (_, _) -> {});
    load(ImportRules.DEFAULT, marc("nat76:2", "245 a Imens"));

    var loaded = service.reviews().load(batch, true, 100);

    assertThat(loaded.put()).isEqualTo(new PutCounts(0, 0, 0));
    assertThat(loaded.waiting())
        .extracting(RecordReviews.StillWaiting::reason)
        .containsExactly(
            "The record own76:1 is no longer there.",
            "There is a record with its number by now: load it onto that one.");
    assertThat(reviews().waiting(batch, 0, 10, false)).hasSize(2);
  }

  @Test
  void recordOnWhoseNumberOthersDependIsNoTargetOfAnotherOne() {
    load(
        ImportRules.DEFAULT,
        write(
            "rules%d.lin",
            """
            001 00 *a50000821*b870970
            004 00 *rn*ah
            245 00 *aVærket
            $
            001 00 *a50000822*b870970
            004 00 *rn*ab
            014 00 *a50000821
            245 00 *gBind 1
            $
            """));
    load(reviewed("replace"), danmarc("720082", "1", "245 00 *aEt andet"));

    assertThat(
            service
                .reviews()
                .decide(
                    latest(null),
                    1,
                    new Proposal(Action.OVERLAY, RecordKey.parse("870970:50000821"), ""),
                    "anna"))
        .contains(Unfit.DEPENDED_ON);
  }

  @Test
  void itemsOfARecordThatWaitsComeWhenItIsLoaded() {
    var items = new ItemOrder(library.north, ItemRules.MARC852);
    var file = xml(marc("nat77:1", "245 a Titel", "852 b " + TestLibrary.MAIN + " p rev77"));
    var rules =
        new ItemOrder(
            library.north,
            new ItemRules(
                "852",
                items.rules().subfields(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                null,
                "book"));

    var report =
        service.load(
            new ImportJob(
                file, null, "local", null, "test", Mode.GO_ON, rules, reviewed("replace")),
            new Hearing());

    assertThat(report.items().added()).isZero();
    assertThat(items()).isZero();
    service.reviews().load(latest(null), true, 100);
    assertThat(items()).isOne();
    assertThat(latest(null).tally().items().added()).isOne();
  }

  private static long items() {
    return library.count(library.north, "select count(*) from item where barcode = 'rev77'");
  }

  @Test
  void dryRunOfAReviewedImportLeavesNothingWaiting() {
    var before = count();
    var report =
        service.load(
            new ImportJob(
                xml(marc("nat78:1", "245 a Titel")),
                null,
                "local",
                null,
                "test",
                Mode.DRY_RUN,
                null,
                reviewed("replace")),
            new Hearing());

    assertThat(report.matches().held()).isOne();
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void recordsThatNobodyDecidedAboutInTimeAreLeftOutAndTheImportSaysSo() {
    load(reviewed("replace"), marc("nat79:1", "245 a Titel"));
    var batch = latest(null);
    reviews().forget(null, Duration.ofDays(1));
    assertThat(latest(null).state()).isEqualTo(State.REVIEW);

    reviews().forget(null, Duration.ofSeconds(-5));

    var after = latest(null);
    assertThat(after.state()).isEqualTo(State.DONE);
    assertThat(after.reason()).contains("1 records; they were left out");
    assertThat(after.tally().matches().held()).isZero();
    assertThat(reviews().waiting(batch, 0, 10, false)).isEmpty();
    assertThat(keys("nat79")).isEqualTo("null");
  }

  @Test
  void undoneImportLeavesNothingWaiting() {
    load(reviewed("replace"), marc("nat80:1", "245 a Titel"));
    ImportBatch batch = latest(null);

    library.store.importBatches().undo(batch, (_, _) -> {});

    assertThat(reviews().waiting(batch, 0, 10, false)).isEmpty();
    assertThat(service.reviews().load(batch, true, 100).put()).isEqualTo(new PutCounts(0, 0, 0));
  }

  @Test
  void recordBeyondThoseThatMayWaitIsRejectedAndSaysWhy() throws IOException {
    var file = xml(marc("nat81:1", "245 a Titel"));
    var job =
        new ImportJob(file, null, "local", null, "test", Mode.GO_ON, null, reviewed("replace"));
    var batches = library.store.importBatches();
    var batch = batches.begin(job.order(FileFingerprints.of(file)));
    var full = new MatchTally(0, 0, 0, 0, 0, ImportReviews.MOST);
    var tally =
        new ImportTally(0, 0, 0, RepairTally.NOTHING, 0, ItemTally.NOTHING, full, Map.of(), null);
    batches.write(batch, List.of(), TestLibrary.recordJudge(), List.of(), 0, tally, List.of());

    service.resume(batches.find(null, batch.number()).orElseThrow(), new Hearing());

    assertThat(rejected)
        .singleElement()
        .satisfies(r ->
            assertThat(r.reason())
                .isEqualTo("10000 records of this import wait for review already."));
    assertThat(reviews().waiting(latest(null), 0, 10, false)).isEmpty();
  }

  private static long count() {
    return library.count(null, "select count(*) from common_import_review");
  }
}
