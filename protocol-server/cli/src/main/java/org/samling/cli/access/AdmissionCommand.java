package org.samling.cli.access;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.Tenant;
import org.samling.core.patron.AdmissionWithdrawal;
import org.samling.core.patron.PatronProfile;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Unit;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code admission}: which patrons may enter open libraries on their own. */
@Command(
    name = "admission",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes whether a patron may enter open libraries during unstaffed hours, through doors that a machine opens (docs/circulation.md). It does not affect borrowing.",
      "show: shows where admission is withdrawn, why, and until when.",
      "withdraw: withdraws admission to a branch, an agency's branches, or all branches.",
      "restore: ends a withdrawal at the same place."
    })
public final class AdmissionCommand extends TenantCommand {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** What can be done. */
  enum What {
    show,
    withdraw,
    restore
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      paramLabel = "CARD",
      description = "The card number, or another identifier.")
  private String card;

  @Option(
      names = "--agency",
      paramLabel = "A",
      description = "The number of the agency (default: all agencies).")
  private @Nullable String agency;

  @Option(names = "--branch", paramLabel = "B", description = "The code of the branch.")
  private @Nullable String branch;

  @Option(
      names = "--reason",
      paramLabel = "R",
      description = "For withdraw: the reason, for staff.")
  private @Nullable String reason;

  @Option(
      names = "--until",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For withdraw: the last day (default: no end).")
  private @Nullable LocalDate until;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  AdmissionCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    var profile = profile(store, tenant);
    switch (what) {
      case show -> {}
      case withdraw -> withdraw(store, policy, profile);
      case restore -> restore(store, policy, profile);
    }
    var out = spec.commandLine().getOut();
    show(profile(store, tenant), policy, out);
    out.flush();
    return 0;
  }

  private PatronProfile profile(PostgresStore store, Tenant tenant) {
    return store
        .inquiries()
        .profile(tenant.id(), card)
        .orElseThrow(() ->
            whichTenant.usageError("the tenant %s has no such patron".formatted(tenant.code())));
  }

  private void withdraw(PostgresStore store, LendingPolicy policy, PatronProfile profile) {
    var why = whichTenant.required(what, "--reason", reason);
    if (why.isBlank() || why.length() > AdmissionWithdrawal.LONGEST_REASON) {
      throw whichTenant.usageError(
          "--reason must have 1 to %d characters".formatted(AdmissionWithdrawal.LONGEST_REASON));
    }
    if (until != null && until.isBefore(policy.day(Instant.now()))) {
      throw whichTenant.usageError("--until %s has passed".formatted(until));
    }
    submit(
        store,
        new PatronCommand.WithdrawAdmission(
            origin(policy, profile), new PatronName.Identifier(card), place(policy), why, until));
  }

  private void restore(PostgresStore store, LendingPolicy policy, PatronProfile profile) {
    var place = place(policy);
    if (profile.admissionWithdrawn().stream().noneMatch(w -> w.place().equals(place))) {
      throw whichTenant.usageError(
          "the patron's admission is not withdrawn at %s; show lists where it is".formatted(place));
    }
    submit(
        store,
        new PatronCommand.RestoreAdmission(
            origin(policy, profile), new PatronName.Identifier(card), place));
  }

  private void submit(PostgresStore store, PatronCommand command) {
    if (new Commands(store, DEADLINE).outcome(command) instanceof PatronOutcome.Refused refused) {
      throw whichTenant.usageError("refused: " + refused.why());
    }
  }

  /** The origin of the command: a branch of the patron's own agency. */
  private static Origin origin(LendingPolicy policy, PatronProfile profile) {
    return new Origin(
        policy.tenant().id(),
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        Terminal.user(),
        policy.branches().values().stream()
            .filter(b -> b.agency().equals(profile.homeAgency()))
            .map(Branch::code)
            .sorted()
            .findFirst()
            .orElse(""),
        Instant.now().plus(DEADLINE));
  }

  private Unit place(LendingPolicy policy) {
    if (branch != null && agency != null) {
      throw whichTenant.usageError("give --agency or --branch, not both");
    }
    if (branch != null) {
      whichTenant.checkBranch(policy, branch);
      return new Unit(Unit.Level.BRANCH, branch);
    }
    if (agency != null) {
      whichTenant.checkAgency(policy, agency);
      return new Unit(Unit.Level.AGENCY, agency);
    }
    return new Unit(Unit.Level.TENANT, policy.tenant().code());
  }

  private static void show(PatronProfile profile, LendingPolicy policy, PrintWriter out) {
    if (profile.admissionWithdrawn().isEmpty()) {
      out.println("The patron is admitted everywhere.");
    }
    var today = policy.day(Instant.now());
    for (var withdrawn : profile.admissionWithdrawn()) {
      var last = withdrawn.until();
      out.println(
          "%s: withdrawn on %s%s: %s"
              .formatted(
                  withdrawn.place(),
                  policy.day(withdrawn.since()),
                  last == null
                      ? ""
                      : " until " + last + (last.isBefore(today) ? ", which is over" : ""),
                  withdrawn.reason()));
    }
  }
}
