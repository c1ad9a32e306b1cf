package org.samling.operations.imports;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.Proposal;
import org.samling.core.imports.RecordReviews;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.imports.Reviews.Decide;
import org.samling.operations.imports.Reviews.ListedRecords;
import org.samling.operations.imports.Reviews.Load;
import org.samling.operations.imports.Reviews.LoadedRecords;
import org.samling.operations.imports.Reviews.ShownRecord;
import org.samling.operations.imports.Reviews.WaitingRecord;
import org.samling.operations.imports.Reviews.WhichImport;
import org.samling.operations.imports.Reviews.WhichRecord;

/** Records of imports that wait until somebody decides about them. */
public final class ReviewOperations {

  private static final String REVIEW = "/imports/:number/review";
  private static final String RECORD = REVIEW + "/:record";

  /** The operations. */
  public static final Family<ReviewOperations> FAMILY =
      new Family<>(
          "imports",
          "import",
          "Records of imports that wait for review",
          List.of(
              Operation.get(
                      "list-review",
                      REVIEW,
                      Scope.CATALOGUE_IMPORT,
                      "Lists the records of an import that wait for review")
                  .paged()
                  .of(WhichImport.class, ListedRecords.class, ReviewOperations::list),
              Operation.get(
                      "show-review",
                      RECORD,
                      Scope.CATALOGUE_IMPORT,
                      "Shows a record that waits for review, and what loading it would change")
                  .of(WhichRecord.class, ShownRecord.class, ReviewOperations::show),
              Operation.post(
                      "decide-review",
                      RECORD,
                      Scope.CATALOGUE_IMPORT,
                      "Decides what becomes of a record that waits for review, when it is loaded")
                  .of(Decide.class, WaitingRecord.class, ReviewOperations::decide),
              Operation.post(
                      "load-review",
                      "/imports/:number/load",
                      Scope.CATALOGUE_IMPORT,
                      "Loads reviewed records, and drops those that are left out")
                  .takingItsTime()
                  .of(Load.class, LoadedRecords.class, ReviewOperations::load)));

  private final ImportBatches batches;
  private final RecordReviews reviews;

  /** Operations on a store. */
  public ReviewOperations(ImportBatches batches, RecordReviews reviews) {
    this.batches = batches;
    this.reviews = reviews;
  }

  private ImportBatch batch(Request<?> request, String number) {
    return ImportOwners.batch(batches, request, number);
  }

  private ListedRecords list(Request<WhichImport> request) {
    var paging = request.paging();
    var after =
        paging.after().isEmpty()
            ? 0
            : ImportOwners.number(paging.after())
                .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
                .orElseThrow(() -> Problem.invalid("\"after\" must be a number from 0 up."))
                .intValue();
    var batch = batch(request, request.input().number());
    var page =
        paging
            .of(
                reviews.waiting(batch, after, paging.fetched()),
                waiting -> Integer.toString(waiting.held().ordinal()))
            .map(WaitingRecord::of);
    return new ListedRecords(page.entries(), page.next());
  }

  private ShownRecord show(Request<WhichRecord> request) {
    var which = request.input();
    var batch = batch(request, which.number());
    var with = which.with() == null ? null : key(which.with());
    var compared =
        reviews
            .compared(batch, which.record(), with)
            .orElseThrow(() -> notWaiting(batch, which.record()));
    if (with != null && compared.compared() == null) {
      throw Problem.unknown("There is no record \"%s\" to compare with.".formatted(with));
    }
    return ShownRecord.of(compared);
  }

  private WaitingRecord decide(Request<Decide> request) {
    var wanted = request.input();
    var batch = batch(request, wanted.number());
    var unfit =
        reviews.decide(batch, wanted.record(), proposal(wanted), request.account().username());
    if (unfit.isPresent()) {
      throw switch (unfit.get()) {
        case NOT_WAITING -> notWaiting(batch, wanted.record());
        case NO_SUCH_RECORD ->
            Problem.refused("There is no record \"%s\" to load it onto.".formatted(wanted.onto()));
        case DEPENDED_ON ->
            Problem.refused(
                "Other records depend on \"%s\" by its number.".formatted(wanted.onto()));
        case NUMBER_TAKEN ->
            Problem.refused(
                "There is a record with its number: it can be loaded onto that one, or be left out.");
      };
    }
    return reviews
        .compared(batch, wanted.record(), null)
        .map(compared -> WaitingRecord.of(compared.waiting()))
        .orElseThrow(() -> notWaiting(batch, wanted.record()));
  }

  private static @Nullable Proposal proposal(Decide wanted) {
    var action = wanted.action();
    var onto = wanted.onto();
    if ((action == Proposal.Action.OVERLAY) != (onto != null)) {
      throw Problem.invalid("\"onto\" goes with \"action\": \"overlay\", and only with that.");
    }
    return action == null ? null : new Proposal(action, onto == null ? null : key(onto), "");
  }

  private LoadedRecords load(Request<Load> request) {
    var wanted = request.input();
    var batch = batch(request, wanted.number());
    if (batch.state() != ImportBatch.State.REVIEW) {
      throw Problem.refused(
          "No records of import %d can be loaded: it is not in review.".formatted(batch.number()));
    }
    return LoadedRecords.of(
        reviews.load(
            batch,
            Boolean.TRUE.equals(wanted.proposed()),
            Objects.requireNonNullElse(wanted.most(), Reviews.MOST)));
  }

  private static RecordKey key(String text) {
    return Reviews.key(text)
        .orElseThrow(() ->
            Problem.invalid("A record is named as agency:number, not \"%s\".".formatted(text)));
  }

  private static Problem notWaiting(ImportBatch batch, int record) {
    return Problem.unknown(
        "Record %d of import %d does not wait for review.".formatted(record, batch.number()));
  }
}
