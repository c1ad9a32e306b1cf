package org.samling.cli.desk;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.CommandSender;
import org.samling.cli.common.TenantCommand;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.GroupCommand.NewMember;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.patron.GroupLists.Group;
import org.samling.core.patron.GroupLists.Member;
import org.samling.core.policy.LendingPolicy;
import org.samling.exchange.school.NewSchoolYear;
import org.samling.exchange.school.RollOver;
import org.samling.exchange.school.SchoolFileException;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code class}: groups that borrow together. */
@Command(
    name = "class",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes classes and other groups that borrow together, and rolls classes over to a new school year from a school's file (docs/class-sets.md).",
      "list: lists the groups with their classes, members and loans; with --branch those of one school.",
      "show CARD: shows a group's members, and who is responsible for it.",
      "add CARD PATRON...: adds patrons to a group; with --responsible they borrow for it.",
      "remove CARD PATRON...: removes patrons from a group.",
      "lend CARD ITEM...: lends items or sets to a group; --by is the responsible person who borrows them.",
      "roll-over FILE: shows what a school's file would change; with --apply makes the changes. Applying the same file again changes nothing."
    })
public final class ClassesCommand extends TenantCommand {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** What can be done. */
  enum What {
    LIST,
    SHOW,
    ADD,
    REMOVE,
    LEND,
    ROLL_OVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CARD",
      description = "The group's card; for roll-over the file.")
  private @Nullable String card;

  @Parameters(
      index = "2..*",
      paramLabel = "NAME",
      description = "Identifiers of patrons; for lend barcodes.")
  private @Nullable List<String> names;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "For list: the branch of the school. For lend: the branch that lends.")
  private @Nullable String branch;

  @Option(
      names = "--responsible",
      description = "For add: the patrons are responsible for the group, and borrow for it.")
  private boolean responsible;

  @Option(
      names = "--by",
      paramLabel = "P",
      description = "For lend: the card of the person who borrows for the group.")
  private @Nullable String by;

  @Option(names = "--apply", description = "For roll-over: make the changes.")
  private boolean apply;

  @Option(
      names = "--accept-leavers",
      description = "For roll-over: go on even if more than a third of the pupils would leave.")
  private boolean acceptLeavers;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ClassesCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    if (branch != null) {
      whichTenant.checkBranch(policy, branch);
    }
    var out = spec.commandLine().getOut();
    var code =
        switch (what) {
          case LIST -> list(store.groupLists().groups(tenant.id(), branch), out);
          case SHOW -> show(store, tenant, out);
          case ADD, REMOVE -> change(store, tenant, policy, out);
          case LEND -> lend(store, tenant, policy, out);
          case ROLL_OVER -> rollOver(store, tenant, policy, out);
        };
    out.flush();
    return code;
  }

  private static int list(List<Group> groups, PrintWriter out) {
    if (groups.isEmpty()) {
      out.println("There are no groups.");
    }
    groups.forEach(group -> out.println(line(group)));
    return 0;
  }

  private static String line(Group group) {
    var of = group.schoolClass();
    var responsible =
        group.members().stream()
            .filter(Member::isResponsible)
            .map(Member::name)
            .collect(Collectors.joining("; "));
    return "%-18s  %-10s %s  %d members, %d loans%s"
        .formatted(
            group.card(),
            group.name(),
            of == null
                ? ""
                : "%s class %s%s"
                    .formatted(
                        of.school(), of.key(), of.grade() == null ? "" : ", grade " + of.grade()),
            group.members().size(),
            group.loans(),
            responsible.isEmpty() ? "" : ", responsible: " + responsible);
  }

  private int show(PostgresStore store, Tenant tenant, PrintWriter out) {
    var named = whichTenant.required(what, "the CARD of a group", card);
    var all = store.groupLists().groups(tenant.id(), null);
    var group =
        all.stream()
            .filter(g -> g.card().equals(named))
            .findFirst()
            .orElseThrow(() -> whichTenant.unknown("group", named, List.of()));
    out.println(line(group));
    group
        .members()
        .forEach(member ->
            out.println(
                "  %-18s  %s%s%s"
                    .formatted(
                        member.card(),
                        member.name(),
                        member.isResponsible() ? ", responsible" : "",
                        member.loans() == 0 ? "" : ", %d loans".formatted(member.loans()))));
    return 0;
  }

  private int change(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var named = whichTenant.required(what, "the CARD of a group", card);
    var who = whichTenant.required(what, "identifiers of patrons", names);
    var sender = new CommandSender(store, tenant.id(), here(policy));
    var put =
        what == What.ADD
            ? who.stream().map(name -> new NewMember(name, responsible)).toList()
            : List.<NewMember>of();
    var outcome =
        sender.outcome(
            new GroupCommand.ChangeGroup(
                sender.origin(), named, null, put, what == What.REMOVE ? who : List.of()));
    if (outcome instanceof PatronOutcome.Refused refused) {
      throw whichTenant.usageError(
          "refused: %s, by %s".formatted(refused.reason().words(), refused.why()));
    }
    return show(store, tenant, out);
  }

  private String here(LendingPolicy policy) {
    return branch != null
        ? branch
        : policy.branches().keySet().stream().sorted().findFirst().orElse("");
  }

  private int lend(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var group = whichTenant.required(what, "the CARD of a group", card);
    var items = whichTenant.required(what, "barcodes of items or sets", names);
    var person = whichTenant.required(what, "--by, the card of the person who borrows", by);
    whichTenant.required(what, "--branch, the branch that lends", branch);
    var sender = new CommandSender(store, tenant.id(), here(policy));
    var code = 0;
    for (var item : items) {
      var outcome =
          sender.outcome(
              new LoanCommand.Checkout(sender.origin(), group, item, false, null, person));
      switch (outcome) {
        case CheckoutOutcome.Granted granted ->
            out.println("%s: lent, due %s".formatted(item, policy.day(granted.due())));
        case CheckoutOutcome.SetGranted granted ->
            out.println(
                "%s: lent, items: %d, due %s%s"
                    .formatted(
                        item,
                        granted.loans().size(),
                        policy.day(granted.due()),
                        SetsCommand.missing(granted.missing())));
        case CheckoutOutcome.Refused(_, var reason, _, _, _, var why) -> {
          out.println("%s: refused, %s, by %s".formatted(item, reason.words(), why));
          code = 1;
        }
        case CheckoutOutcome.SetRefused refused -> {
          out.println(
              "%s: refused, %s, by %s".formatted(item, refused.reason().words(), refused.why()));
          refused
              .refused()
              .forEach(
                  one -> out.println("  %s: %s".formatted(one.barcode(), one.reason().words())));
          code = 1;
        }
      }
    }
    return code;
  }

  private int rollOver(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var file = Path.of(whichTenant.required(what, "the FILE of a school", card));
    if (!Files.isRegularFile(file)) {
      throw whichTenant.usageError("there is no file " + file);
    }
    RollOver.Plan plan;
    try {
      plan = new RollOver(store.groupLists(), policy).plan(file);
    } catch (SchoolFileException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
    plan.notes().forEach(out::println);
    loansOfLeavers(store, tenant, plan, out);
    out.println(
        "New classes: %d, new patrons: %d, changed classes: %d, leavers: %d."
            .formatted(
                plan.newClasses().size(),
                plan.newPersons().size(),
                plan.changes().size(),
                plan.leavers().size()));
    if (plan.isEmpty()) {
      out.println("There is nothing to change.");
      return 0;
    }
    if (!apply) {
      out.println("Nothing was changed. Use --apply to make the changes.");
      return 0;
    }
    if (plan.isSuspicious() && !acceptLeavers) {
      throw whichTenant.usageError(
          "%d of %d pupils would leave, so the file may be incomplete; use --accept-leavers to go on"
              .formatted(plan.leavers().size(), plan.pupils()));
    }
    var year =
        new NewSchoolYear(store.patronRegister(), new Commands(store, DEADLINE), tenant.id());
    var refused = year.apply(plan, at -> new CommandSender(store, tenant.id(), at).origin());
    refused.forEach(line -> out.println("refused: " + line));
    out.println(refused.isEmpty() ? "Done." : "The rest is done.");
    return refused.isEmpty() ? 0 : 1;
  }

  private static void loansOfLeavers(
      PostgresStore store, Tenant tenant, RollOver.Plan plan, PrintWriter out) {
    var ids = plan.leavers().stream().map(RollOver.Leaver::id).toList();
    if (ids.isEmpty()) {
      return;
    }
    var loans = new ArrayList<>(store.groupLists().loans(tenant.id(), ids));
    if (loans.isEmpty()) {
      return;
    }
    out.println("Loans of those who leave:");
    for (var loan : loans) {
      var name =
          plan.leavers().stream()
              .filter(leaver -> leaver.id().equals(loan.patron()))
              .map(RollOver.Leaver::name)
              .findFirst();
      out.println(
          "  %-14s  due %s  %s  (%s)"
              .formatted(loan.item(), loan.due(), loan.title(), name.orElse("")));
    }
  }
}
