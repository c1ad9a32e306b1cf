package org.samling.postgres.writer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.core.statistics.AgeGroup;
import org.samling.core.statistics.Dimension;
import org.samling.core.statistics.Measure;
import tools.jackson.databind.JsonNode;

/** Which outbox events count, and as what. docs/statistics.md describes the same for people. */
public final class StatisticEvents {

  /** The kinds that may count; all others are passed over without being read. */
  public static final List<String> KINDS =
      List.of(
          "loan-opened",
          "loan-recorded",
          "loan-undone",
          "loan-renewed",
          "loan-renewal-undone",
          "loan-closed",
          "loan-closed-elsewhere",
          "loan-reopened",
          "offline-recorded",
          "hold-placed",
          "fee-charged",
          "payment-taken",
          "ledger-entered");

  /**
   * Something that happened once, with what is known about it.
   *
   * @param day the day in the tenant's zone
   * @param hour the hour of that day
   * @param patron who did it; kept only for the national series, and hashed for a day or two
   */
  public record Event(
      Measure measure,
      LocalDate day,
      int hour,
      String branch,
      String materialGroup,
      String audience,
      String patronCategory,
      String ageGroup,
      @Nullable UUID patron,
      long count,
      long amount) {}

  /**
   * An event of the outbox, and what is known now of the patron and the item that it names.
   *
   * @param category the patron's category, or null
   * @param branch the code of the patron's own branch, or null
   * @param birth the patron's date of birth, or null
   * @param home the code of the item's home branch, or null
   * @param location the item's shelving location there, or null
   */
  public record EventRow(
      String kind,
      JsonNode payload,
      @Nullable UUID patron,
      @Nullable String category,
      @Nullable String branch,
      @Nullable LocalDate birth,
      @Nullable String home,
      @Nullable String location) {}

  private final LendingPolicy policy;

  public StatisticEvents(LendingPolicy policy) {
    this.policy = policy;
  }

  /** What an event counts as; nothing where it does not, or happened before counting began. */
  public List<Event> of(EventRow row) {
    var found = new ArrayList<Event>();
    var payload = row.payload();
    var loan = payload.path("loan");
    switch (row.kind()) {
      case "loan-opened" -> add(found, row, Measure.LOAN, loan.path("at"), loan, 1, 0);
      case "loan-recorded" -> {
        var end = payload.path("end");
        add(found, row, Measure.LOAN, loan.path("at"), loan, 1, 0);
        add(found, row, Measure.RETURN, end.path("at"), place(end.path("place")), loan, 1, 0);
      }
      case "loan-undone" -> add(found, row, Measure.LOAN_UNDONE, loan.path("at"), loan, 1, 0);
      case "loan-renewed" -> {
        // One that was reported afterwards is counted as it was reported.
        var renewal = loan.path("renewal");
        if (renewal.path("at").equals(payload.path("at"))) {
          var branch = text(renewal.path("branch"));
          add(found, row, Measure.RENEWAL, payload.path("at"), branch, loan, 1, 0);
        }
      }
      case "loan-renewal-undone" ->
          add(found, row, Measure.RENEWAL_UNDONE, payload.path("at"), loan, 1, 0);
      case "loan-closed" -> {
        var branch = text(payload.path("branch"));
        add(found, row, Measure.RETURN, payload.path("at"), branch, loan, 1, 0);
      }
      case "loan-closed-elsewhere" ->
          add(found, row, Measure.RETURN, payload.path("at"), Dimension.NONE, loan, 1, 0);
      case "loan-reopened" -> {
        var branch = text(payload.path("branch"));
        add(found, row, Measure.RETURN_UNDONE, payload.path("at"), branch, loan, 1, 0);
      }
      case "offline-recorded" -> offline(found, row, payload.path("transaction"));
      case "hold-placed" -> {
        var hold = payload.path("hold");
        var branch = text(hold.path("pickup"));
        add(found, row, Measure.HOLD, hold.path("placedAt"), branch, payload, 1, 0);
      }
      case "fee-charged" -> {
        var amount = payload.path("amount").asLong();
        add(found, row, Measure.FEE, payload.path("at"), own(row), payload, 1, amount);
      }
      case "payment-taken" -> {
        var at = payload.path("payment").path("at");
        add(found, row, Measure.PAYMENT, at, own(row), payload, 1, 0);
      }
      case "ledger-entered" -> money(found, row, payload);
      default -> {} // KINDS names all kinds that count
    }
    return found;
  }

  private void offline(List<Event> found, EventRow row, JsonNode transaction) {
    if (text(transaction.path("message")).equals("RENEWAL")
        && !text(transaction.path("state")).equals("CONFLICT")) {
      var branch = text(transaction.path("branch"));
      add(found, row, Measure.RENEWAL, transaction.path("when"), branch, row.payload(), 1, 0);
    }
  }

  /** Payments themselves are counted where they are taken. */
  private void money(List<Event> found, EventRow row, JsonNode entry) {
    switch (text(entry.path("kind"))) {
      case "PAYMENT", "PAYMENT_REDUCTION", "REIMBURSEMENT" -> {
        var amount = -entry.path("amount").asLong();
        add(found, row, Measure.PAYMENT, entry.path("at"), own(row), entry, 0, amount);
      }
      default -> {} // no money
    }
  }

  private void add(
      List<Event> found,
      EventRow row,
      Measure measure,
      JsonNode at,
      JsonNode loan,
      long count,
      long amount) {
    add(found, row, measure, at, text(loan.path("branch")), loan, count, amount);
  }

  private void add(
      List<Event> found,
      EventRow row,
      Measure measure,
      JsonNode at,
      String branch,
      JsonNode of,
      long count,
      long amount) {
    if (!at.isString()) {
      return; // a machine's clock that could not be read
    }
    var moment = Instant.parse(at.asString()).atZone(policy.tenant().zone());
    var day = moment.toLocalDate();
    if (!isCounted(policy, day)) {
      return;
    }
    var home = row.home();
    found.add(
        new Event(
            measure,
            day,
            moment.getHour(),
            branch,
            text(of.path("group")),
            home == null ? Dimension.NONE : audience(policy, home, row.location(), day),
            Optional.ofNullable(row.category()).orElse(Dimension.NONE),
            AgeGroup.of(row.birth(), day).word(),
            row.patron(),
            count,
            amount));
  }

  /** Whether a day is on or after the first day that the tenant counts. */
  public static boolean isCounted(LendingPolicy policy, LocalDate day) {
    var from = policy.setting(Setting.STATISTICS_FROM, "", day).value();
    return from.equals(Setting.NONE) || !day.isBefore(LocalDate.parse(from));
  }

  /** The audience of the material at a location, as stored. */
  public static String audience(
      LendingPolicy policy, String branch, @Nullable String location, LocalDate day) {
    return policy
        .setting(Setting.STATISTICS_AUDIENCE, branch, location, day)
        .text()
        .toLowerCase(Locale.ROOT);
  }

  /** The patron's own branch: money is owed to the library, not to the branch where it is paid. */
  private static String own(EventRow row) {
    return Optional.ofNullable(row.branch()).orElse(Dimension.NONE);
  }

  /** A branch of the tenant; null for another tenant's. */
  private static String place(JsonNode place) {
    var text = text(place);
    return text.contains("/") ? Dimension.NONE : text;
  }

  private static String text(JsonNode node) {
    return node.isString() && !node.asString().isEmpty() ? node.asString() : Dimension.NONE;
  }
}
