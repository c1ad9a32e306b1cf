package org.samling.exchange.seed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.exchange.seed.SeedContent.SeedFee;
import org.samling.exchange.seed.SeedContent.SeedLoan;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.exchange.seed.SeedReport.Tally;
import org.samling.exchange.seed.SeedSettings.Loading;
import org.samling.exchange.seed.Seeder.Ports;

/** Makes commands for loans, holds and fees that are not in the store yet. */
final class SeedCirculation {

  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final Ports ports;
  private final Tally tally;
  private final Instant now;

  private final SeedCommands commands;

  SeedCirculation(Ports ports, Tally tally, Instant now) {
    this.ports = ports;
    this.tally = tally;
    this.now = now;
    this.commands = new SeedCommands(ports.circulation(), tally);
  }

  void submitLoans(Loading loading) {
    var homes = homes(loading);
    var times = loading.times(now);
    for (var placed : loading.plan().loans()) {
      var loan = placed.value();
      var at = times.at(loan.checkedOut());
      var due = times.until(loan.due());
      if (due.isBefore(at)) {
        tally.refused(
            Kind.LOANS,
            placed.problem("due", "must not be before the loan was made, " + loan.checkedOut()));
      } else if (isOnLoan(loading, loan)) {
        settleOnLoan(loading, placed);
      } else {
        var branch = homes.getOrDefault(loan.item(), loading.branch());
        commands.submit(
            Kind.LOANS,
            placed,
            List.of(loading.tenant().code(), loan.item(), loan.patron(), loan.checkedOut()),
            key ->
                new LoanCommand.Checkout(
                    origin(loading, key, branch),
                    loan.patron(),
                    loan.item(),
                    false,
                    new LoanCommand.AsRecorded(at, due, loan.renewals())));
      }
    }
    commands.settleAll();
  }

  private boolean isOnLoan(Loading loading, SeedLoan loan) {
    return ports
        .inquiries()
        .item(loading.tenant().id(), loan.item())
        .map(i -> i.due() != null)
        .orElse(false);
  }

  /** Recording the loan would end the existing one, so it is not recorded. */
  private void settleOnLoan(Loading loading, SeedValue<SeedLoan> placed) {
    var loan = placed.value();
    var own =
        ports
            .inquiries()
            .patron(loading.tenant().id(), loan.patron())
            .map(p -> p.loans().stream().anyMatch(l -> l.barcode().equals(loan.item())))
            .orElse(false);
    if (own) {
      tally.done(Kind.LOANS, 0, 1);
    } else {
      tally.refused(
          Kind.LOANS,
          placed.problem(
              "item",
              "\"%s\" is now on loan to somebody else; check it in first, or remove this loan"
                  .formatted(loan.item())));
    }
  }

  void submitHolds(Loading loading) {
    var times = loading.times(now);
    for (var placed : loading.plan().holds()) {
      var hold = placed.value();
      var expires = hold.expires();
      commands.submit(
          Kind.HOLDS,
          placed,
          List.of(loading.tenant().code(), hold.patron(), hold.record(), hold.placed()),
          key ->
              new HoldCommand.PlaceHold(
                  origin(loading, key, hold.pickup()),
                  hold.patron(),
                  RecordKey.parse(hold.record()),
                  null,
                  HoldCommand.HoldOptions.at(
                          hold.pickup(),
                          times.at(hold.placed()),
                          expires == null ? null : times.until(expires))
                      .accepting(LendingFee.ANY)));
    }
    commands.settleAll();
  }

  void submitFees(Loading loading) {
    var homes = homes(loading);
    var times = loading.times(now);
    var owed = new HashMap<String, List<PatronAccount.Fee>>();
    for (var placed : loading.plan().fees()) {
      var fee = placed.value();
      if (isOwed(loading, fee, owed)) {
        tally.done(Kind.FEES, 0, 1);
        continue;
      }
      var item = fee.item();
      var reason = fee.reason();
      var branch = item == null ? loading.branch() : homes.getOrDefault(item, loading.branch());
      commands.submit(
          Kind.FEES,
          placed,
          List.of(
              loading.tenant().code(),
              fee.patron(),
              fee.type(),
              fee.amount().stripTrailingZeros().toPlainString(),
              fee.charged(),
              item == null ? "" : item,
              reason == null ? "" : reason),
          key ->
              new FeeCommand.ChargeFee(
                  origin(loading, key, branch),
                  fee.patron(),
                  type(fee),
                  SeedAmount.minor(fee.amount(), loading.tenant().currency()),
                  item,
                  reason,
                  times.at(fee.charged())));
    }
    commands.settleAll();
  }

  /** Whether the patron owes this fee already; each fee owed is matched to only one of the file. */
  private boolean isOwed(Loading loading, SeedFee fee, Map<String, List<PatronAccount.Fee>> owed) {
    var tenant = loading.tenant();
    var left =
        owed.computeIfAbsent(
            fee.patron(),
            card ->
                ports
                    .inquiries()
                    .patron(tenant.id(), card)
                    .map(p -> new ArrayList<>(p.fees()))
                    .orElseGet(ArrayList::new));
    var amount = SeedAmount.minor(fee.amount(), tenant.currency());
    for (var there : left) {
      if (there.type() == type(fee)
          && there.amount() == amount
          && Objects.equals(there.reason(), fee.reason())
          && Objects.equals(there.title(), title(loading, fee.item()))) {
        left.remove(there);
        return true;
      }
    }
    return false;
  }

  private @Nullable String title(Loading loading, @Nullable String item) {
    return item == null
        ? null
        : ports
            .inquiries()
            .item(loading.tenant().id(), item)
            .map(i -> i.item().title())
            .orElse(null);
  }

  private static FeeType type(SeedFee fee) {
    return FeeType.valueOf(fee.type().toUpperCase(Locale.ROOT));
  }

  /** The home branches of the items of this load. */
  private static Map<String, String> homes(Loading loading) {
    var homes = new HashMap<String, String>();
    loading.plan().items().forEach(i -> homes.put(i.value().barcode(), i.value().branch()));
    return homes;
  }

  private static Origin origin(Loading loading, CommandKey key, String branch) {
    return new Origin(loading.tenant().id(), key, "seed", branch, Instant.now().plus(DEADLINE));
  }
}
