package org.samling.console.imports;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.imports.Imports.ReviewPage;
import org.samling.console.imports.Imports.WaitingPage;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.Proposal;
import org.samling.core.imports.Proposal.Action;
import org.samling.core.imports.RecordReviews;

/** The pages on which records that wait for review are seen, decided about and loaded. */
final class ReviewPages {

  private static final int ON_A_PAGE = 50;

  /** How many records are loaded while the browser waits. */
  private static final int LOADED = 500;

  private final RecordReviews reviews;

  ReviewPages(RecordReviews reviews) {
    this.reviews = reviews;
  }

  /** Returns the list of an import's records that wait. */
  Reply list(Visit visit, ImportBatch batch) {
    return Reply.page("imports/review", page(visit, batch, null));
  }

  private ReviewPage page(Visit visit, ImportBatch batch, RecordReviews.@Nullable Loaded loaded) {
    var after = number(visit.request().argument("after")).orElse(0);
    var found = reviews.waiting(batch, after, ON_A_PAGE + 1);
    var shown = found.stream().limit(ON_A_PAGE).toList();
    return new ReviewPage(
        batch, shown, found.size() > ON_A_PAGE ? shown.getLast().held().ordinal() : null, loaded);
  }

  /** Returns the page of one record. */
  Reply record(Visit visit, ImportBatch batch) {
    return shown(visit, batch, null)
        .map(page -> Reply.page("imports/waiting", page))
        .orElseGet(Reply::notFound);
  }

  private Optional<WaitingPage> shown(Visit visit, ImportBatch batch, @Nullable String problem) {
    var with = key(visit.request().argument("with")).orElse(null);
    return number(visit.request().part("record"))
        .flatMap(ordinal -> reviews.compared(batch, ordinal, with))
        .map(compared ->
            new WaitingPage(
                batch,
                compared,
                reviews.waiting(batch, compared.waiting().held().ordinal(), 1).stream()
                    .findFirst()
                    .map(next -> next.held().ordinal())
                    .orElse(null),
                problem == null ? null : visit.words().of(problem)));
  }

  /** Notes a decision, and goes on to the next record that waits. */
  Reply decide(Visit visit, ImportBatch batch) {
    var ordinal = number(visit.request().part("record")).orElse(0);
    var unfit = reviews.decide(batch, ordinal, decision(visit), visit.member().username());
    if (unfit.isPresent()) {
      return shown(visit, batch, "imports.review-unfit." + unfit.get().name())
          .map(page -> Reply.unfit("imports/waiting", page))
          .orElseGet(Reply::notFound);
    }
    visit.note("import-record-decided", Long.toString(batch.number()), Integer.toString(ordinal));
    var here = "/imports/batch/" + batch.number() + "/review";
    var next = reviews.waiting(batch, ordinal, 1).stream().findFirst();
    return Reply.to(visit.path(next.map(n -> here + "/" + n.held().ordinal()).orElse(here)));
  }

  private static @Nullable Proposal decision(Visit visit) {
    return switch (visit.request().field("action")) {
      case "add" -> new Proposal(Action.ADD, null, "");
      case "leave" -> new Proposal(Action.LEAVE, null, "");
      case "overlay" ->
          new Proposal(Action.OVERLAY, key(visit.request().field("onto").strip()).orElse(null), "");
      default -> null;
    };
  }

  /** Loads records, and shows what became of them. */
  Reply load(Visit visit, ImportBatch batch) {
    var loaded = reviews.load(batch, visit.request().field("which").equals("proposed"), LOADED);
    visit.note(
        "import-reviewed",
        Long.toString(batch.number()),
        Integer.toString(loaded.put().added() + loaded.put().changed()));
    return Reply.page("imports/review", page(visit, batch, loaded));
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Optional<RecordKey> key(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(RecordKey.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
