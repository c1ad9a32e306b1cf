package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.DestinationWords;
import org.samling.cli.common.LibraryOptions;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand.HoldOptions;
import org.samling.core.circulation.command.HoldCommand.PlaceHold;
import org.samling.core.circulation.command.LoanCommand.Checkin;
import org.samling.core.circulation.command.LoanCommand.Checkout;
import org.samling.core.circulation.command.LoanCommand.Renew;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.WantedTitle;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.Explanation;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.organisation.Tenant;
import org.samling.library.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why something would be granted or refused. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the result of a loan, renewal, return or hold if it were made now, and every rule that was checked. Nothing is changed.",
      "Needs --patron and --item for checkout and renew, --item for checkin, --patron and --title for hold."
    })
public final class ExplainCommand implements Callable<Integer> {

  /** What can be explained. */
  enum Subject {
    checkout,
    renew,
    checkin,
    hold
  }

  @Parameters(paramLabel = "WHAT", description = "What to explain: ${COMPLETION-CANDIDATES}.")
  private Subject what;

  @Option(
      names = "--tenant",
      required = true,
      paramLabel = "T",
      description = "The tenant, by its code.")
  private String tenant;

  @Option(names = "--patron", paramLabel = "P", description = "The patron's card number.")
  private @Nullable String patron;

  @Option(names = "--item", paramLabel = "I", description = "The item's barcode.")
  private @Nullable String item;

  @Option(
      names = "--title",
      paramLabel = "KEY",
      description =
          "The title, as source:number; for a single issue \"source:number?year=2026&issue=3\".")
  private @Nullable String title;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description =
          "The branch of the transaction, or for a hold the pickup location (default: the patron's own branch).")
  private @Nullable String branch;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ExplainCommand() {}

  @Override
  public Integer call() {
    try (var library = Library.openBeside(which.configuration())) {
      var found =
          library
              .store()
              .tenants()
              .byCode(tenant)
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(), "there is no tenant \"" + tenant + "\""));
      var inquiries = library.store().inquiries();
      print(found, inquiries.explain(command(found, inquiries)), spec.commandLine().getOut());
    }
    return 0;
  }

  private org.samling.core.circulation.command.Command<?> command(Tenant of, Inquiries inquiries) {
    var branches = inquiries.policy(of.id()).branches();
    var place = branch == null ? usualBranch(of, inquiries, branches.keySet()) : branch;
    if (what != Subject.hold && !branches.containsKey(place)) {
      throw new ParameterException(
          spec.commandLine(), "the tenant %s has no branch \"%s\"".formatted(of.code(), place));
    }
    var now = Instant.now();
    var origin =
        new Origin(
            of.id(),
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "explain",
            place,
            now.plusSeconds(10));
    return switch (what) {
      case checkout ->
          new Checkout(origin, needed("--patron", patron), needed("--item", item), false, null);
      case renew -> new Renew(origin, needed("--patron", patron), needed("--item", item));
      case checkin -> new Checkin(origin, needed("--item", item), now);
      case hold -> {
        var wanted = WantedTitle.parse(needed("--title", title));
        yield new PlaceHold(
            origin,
            needed("--patron", patron),
            wanted.record(),
            null,
            wanted.enumeration(),
            HoldOptions.at(place, now, null));
      }
    };
  }

  private String usualBranch(Tenant of, Inquiries inquiries, Set<String> branches) {
    return Optional.ofNullable(patron)
        .flatMap(card -> inquiries.patron(of.id(), card))
        .map(account -> account.patron().branch())
        .or(() -> branches.stream().sorted().findFirst())
        .orElse("");
  }

  private String needed(String option, @Nullable String value) {
    if (value == null) {
      throw new ParameterException(spec.commandLine(), what + " needs " + option);
    }
    return value;
  }

  private static void print(Tenant tenant, Explanation explanation, PrintWriter out) {
    out.println(sentence(explanation.outcome(), tenant.zone()));
    if (!explanation.checks().isEmpty()) {
      out.println();
      out.println("Rules that were checked, heaviest first; the first that is broken decides:");
      explanation.checks().forEach(check -> out.println(line(check)));
    }
    out.flush();
  }

  /** Describes the outcome of a loan, renewal, return or hold, without naming who waits for it. */
  static String sentence(Outcome outcome, ZoneId zone) {
    return switch (outcome) {
      case CheckoutOutcome.Granted granted ->
          "Granted: due %s, by %s".formatted(time(granted.due(), zone), granted.why());
      case CheckoutOutcome.SetGranted granted ->
          "Granted: items: %d, the first due %s%s"
              .formatted(
                  granted.loans().size(),
                  time(granted.due(), zone),
                  SetsCommand.missing(granted.missing()));
      case CheckinOutcome.SetReturned set ->
          "Taken back: items: %d, missing: %d"
              .formatted(set.returned().size(), set.set().missing().size());
      case CheckinOutcome.Returned returned ->
          "Taken back%s: %s"
              .formatted(
                  returned.loanId() == null ? " (it is not on loan)" : "",
                  DestinationWords.of(returned.destination()));
      case CheckinOutcome.OfOther other ->
          "Not this library's item: send it to %s, %s".formatted(other.owner(), other.home());
      case HoldOutcome.Placed placed ->
          "Granted: place %d in the queue".formatted(placed.position());
      case Refusal refusal ->
          "Refused: %s, by %s".formatted(refusal.reason().words(), refusal.why());
      default ->
          throw new IllegalStateException(
              "not an outcome of a loan, renewal, return or hold: " + outcome.getClass().getName());
    };
  }

  private static String time(Instant instant, ZoneId zone) {
    return instant.atZone(zone).toLocalDateTime().withNano(0).toString();
  }

  private static String line(Check check) {
    var why = check.why();
    return "  %-6s  %-18s  %s = %s, set at %s; found: %s"
        .formatted(
            check.isBroken() ? "BROKEN" : "kept",
            why.rule(),
            why.setting(),
            why.value(),
            why.level(),
            check.found());
  }
}
