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
      "Begins a subscription of one copy for one branch, or changes the one with this name: says which issues come, and when.",
      "A monthly with the first number of volume 54 on 5 January 2026 and none in July: --every 1 --unit month --first 2026-01-05 --skip 7 --volume 54 --number 1.",
      "Changed, what is to come is predicted anew; what came or was claimed stays."
    })
final class SubscribeCommand extends TenantCommand {

  @Parameters(paramLabel = "NAME", description = "What the subscription is called by.")
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
      description = "Where the issues belong.")
  private String branch;

  @Option(
      names = "--category",
      required = true,
      paramLabel = "C",
      description = "Their item category.")
  private String category;

  @Option(names = "--location", paramLabel = "L", description = "Where they stand in the branch.")
  private @Nullable String location;

  @Option(names = "--supplier", paramLabel = "S", description = "Who delivers them.")
  private @Nullable String supplier;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1",
      description = "An issue every so many units (default: ${DEFAULT-VALUE}).")
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
      description = "When the first issue is expected.")
  private LocalDate first;

  @Option(
      names = "--last",
      converter = Day.class,
      paramLabel = "DAY",
      description = "After which day none is (default: no end).")
  private @Nullable LocalDate last;

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "M",
      description = "Months in which none comes, from 1 to 12.")
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
          "When numbers begin again, with the next volume: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). BY_VOLUME needs --issues-per-volume.")
  private Numbering numbering;

  @Option(
      names = "--issues-per-volume",
      paramLabel = "N",
      description = "For BY_VOLUME: how many issues a volume has.")
  private @Nullable Integer issuesPerVolume;

  @Option(
      names = "--claim-days",
      paramLabel = "N",
      defaultValue = "14",
      description = "After how many days an issue is late (default: ${DEFAULT-VALUE}).")
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
      throw whichTenant.wrong("--skip names months from 1 to 12");
    }
    try {
      var expected =
          store.periodicals().put(tenant.id(), subscription(), policy.day(Instant.now()));
      var out = spec.commandLine().getOut();
      out.println("%s: %,d issues are expected".formatted(name, expected));
      out.flush();
      return 0;
    } catch (UnknownRecordException _) {
      throw whichTenant.wrong("the catalogue has no record " + record);
    } catch (IllegalArgumentException e) {
      throw whichTenant.wrong(String.valueOf(e.getMessage()));
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
