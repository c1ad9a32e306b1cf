package org.samling.cli.stock;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.TenantCommand;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemRegister.UnknownRecordException;
import org.samling.core.stock.IssuePattern;
import org.samling.core.stock.IssuePattern.Numbering;
import org.samling.core.stock.IssuePattern.Unit;
import org.samling.core.stock.Periodicals.Subscription;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code periodicals subscribe}: a copy of a periodical for a branch. */
@Command(
    name = "subscribe",
    mixinStandardHelpOptions = true,
    description = {
      "Creates or changes a subscription of one copy for one branch, with the issues to expect and their dates.",
      "Example, a monthly whose volume 54 begins on 5 January 2026, with no issue in July: --every 1 --unit month --first 2026-01-05 --skip 7 --volume 54 --number 1.",
      "When a subscription changes, future issues are predicted again; received and claimed ones stay."
    })
final class SubscribeCommand extends TenantCommand {

  @Parameters(paramLabel = "NAME", description = "The name of the subscription.")
  private String name;

  @Option(
      names = "--record",
      required = true,
      paramLabel = "KEY",
      description = "The periodical's record, as source:number.")
  private String record;

  @Option(
      names = "--branch",
      required = true,
      paramLabel = "B",
      description = "The branch where the issues belong.")
  private String branch;

  @Option(
      names = "--category",
      required = true,
      paramLabel = "C",
      description = "Their item category.")
  private String category;

  @Option(names = "--location", paramLabel = "L", description = "Their location in the branch.")
  private @Nullable String location;

  @Option(names = "--supplier", paramLabel = "S", description = "The supplier.")
  private @Nullable String supplier;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1",
      description = "The number of units between issues (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--unit",
      required = true,
      paramLabel = "UNIT",
      description = "${COMPLETION-CANDIDATES}.")
  private Unit unit;

  @Option(
      names = "--first",
      required = true,
      converter = Day.class,
      paramLabel = "DAY",
      description = "The day on which the first issue is expected.")
  private LocalDate first;

  @Option(
      names = "--last",
      converter = Day.class,
      paramLabel = "DAY",
      description = "The last day on which an issue is expected (default: no end).")
  private @Nullable LocalDate last;

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "M",
      description = "Months without an issue, from 1 to 12.")
  private Set<Integer> skip = Set.of();

  @Option(
      names = "--volume",
      paramLabel = "N",
      description = "The volume of the first issue (default: volumes have no number).")
  private @Nullable Integer volume;

  @Option(
      names = "--number",
      paramLabel = "N",
      defaultValue = "1",
      description = "The number of the first issue (default: ${DEFAULT-VALUE}).")
  private int number;

  @Option(
      names = "--numbering",
      paramLabel = "HOW",
      defaultValue = "YEARLY",
      description =
          "When numbering restarts, with the next volume: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). BY_VOLUME needs --issues-per-volume.")
  private Numbering numbering;

  @Option(
      names = "--issues-per-volume",
      paramLabel = "N",
      description = "For BY_VOLUME: the number of issues of a volume.")
  private @Nullable Integer issuesPerVolume;

  @Option(
      names = "--claim-days",
      paramLabel = "N",
      defaultValue = "14",
      description = "The days after which an issue is late (default: ${DEFAULT-VALUE}).")
  private int claimDays;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  SubscribeCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    whichTenant.checkBranch(policy, branch);
    whichTenant.checkItemCategory(policy, category);
    if (skip.stream().anyMatch(m -> m < 1 || m > 12)) {
      throw whichTenant.usageError("--skip must name months from 1 to 12");
    }
    try {
      var expected =
          store.periodicals().put(tenant.id(), subscription(), policy.day(Instant.now()));
      var out = spec.commandLine().getOut();
      out.println("%s: issues expected: %,d".formatted(name, expected));
      out.flush();
      return 0;
    } catch (UnknownRecordException _) {
      throw whichTenant.usageError("the catalogue has no record " + record);
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
  }

  private Subscription subscription() {
    return new Subscription(
        name,
        RecordKey.parse(record),
        branch,
        category,
        location,
        supplier,
        new IssuePattern(
            every,
            unit,
            first,
            last,
            skip.stream().map(Month::of).collect(Collectors.toSet()),
            volume,
            number,
            numbering,
            issuesPerVolume),
        claimDays);
  }
}
