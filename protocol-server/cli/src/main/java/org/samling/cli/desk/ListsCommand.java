package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.TransportLists;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lists}: the staff's work lists. */
@Command(
    name = "lists",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the work lists of staff (docs/circulation.md).",
      "pull-list: items to fetch from a branch's shelves for waiting holds.",
      "hold-shelf: items to put on a branch's hold shelf, items on it, and items to remove from it.",
      "transits: items in transit, to one branch or to all, and which of them are overdue.",
      "crate: the contents of a transport crate.",
      "queue: a patron's places in the queues, and the expected waiting times."
    })
public final class ListsCommand extends TenantCommand {

  private static final int LONGEST = 1_000;

  /** What can be shown. */
  enum What {
    PULL_LIST,
    HOLD_SHELF,
    TRANSITS,
    CRATE,
    QUEUE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Parameters(paramLabel = "WHAT", description = "What to show: ${COMPLETION-CANDIDATES}.")
  private What what;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "The branch; for transits their destination (default: all).")
  private @Nullable String branch;

  @Option(names = "--patron", paramLabel = "P", description = "For queue: the card number.")
  private @Nullable String patron;

  @Option(names = "--crate", paramLabel = "C", description = "For crate: its barcode.")
  private @Nullable String crate;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ListsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    if (branch != null) {
      whichTenant.checkBranch(policy, branch);
    }
    var out = spec.commandLine().getOut();
    var holds = store.holdLists();
    var transports = store.transportLists();
    switch (what) {
      case PULL_LIST ->
          show(
              holds.pullList(tenant.id(), whichTenant.required(what, "--branch", branch), LONGEST),
              ListsCommand::pull,
              "There is nothing to fetch.",
              out);
      case HOLD_SHELF ->
          show(
              holds.holdShelf(tenant.id(), whichTenant.required(what, "--branch", branch), LONGEST),
              item -> onShelf(item, tenant),
              "The hold shelf is empty.",
              out);
      case TRANSITS ->
          show(
              transports.transits(tenant.id(), branch, LONGEST),
              way -> onItsWay(way, tenant),
              "Nothing is in transit.",
              out);
      case CRATE ->
          show(
              transports.crate(tenant.id(), whichTenant.required(what, "--crate", crate)),
              way -> onItsWay(way, tenant),
              "The crate is empty.",
              out);
      case QUEUE ->
          show(
              holds.queues(tenant.id(), whichTenant.required(what, "--patron", patron)),
              ListsCommand::standing,
              "The patron has no waiting holds.",
              out);
    }
    out.flush();
    return 0;
  }

  private interface Line<T> {
    String of(T entry);
  }

  private static <T> void show(List<T> entries, Line<T> line, String none, PrintWriter out) {
    if (entries.isEmpty()) {
      out.println(none);
    }
    entries.forEach(entry -> out.println(line.of(entry)));
    if (entries.size() == LONGEST) {
      out.println("… and perhaps more: only the first %,d are shown".formatted(LONGEST));
    }
  }

  private static String pull(HoldLists.Pull pull) {
    return "%-14s  %-28s  %-12s  %s -> %s"
        .formatted(
            pull.item(),
            known(pull.location()),
            known(pull.callNumber()),
            pull.title(),
            pull.pickup());
  }

  private static String onShelf(HoldLists.OnShelf item, Tenant tenant) {
    var shelf = item.shelf();
    if (shelf == null) {
      return "   -  %-14s  to be shelved  %s".formatted(item.item(), item.title());
    }
    return "%4d  %-14s  until %s%s  %s"
        .formatted(
            shelf.number(),
            item.item(),
            day(shelf.until(), tenant),
            item.isOver() ? " (remove from the shelf)" : "",
            item.title());
  }

  private static String onItsWay(TransportLists.OnItsWay way, Tenant tenant) {
    return "%-14s  %s -> %s  since %s%s%s%s  %s"
        .formatted(
            way.item(),
            way.from(),
            way.to(),
            day(way.sent(), tenant),
            way.isOverdue() ? " (overdue)" : "",
            way.forHold() ? ", for a hold" : "",
            way.crate() == null ? "" : ", crate " + way.crate(),
            way.title());
  }

  private static String standing(HoldLists.QueuePlace standing) {
    var days = standing.days();
    return "%d of %d%s  %s"
        .formatted(
            standing.number(),
            standing.waiting(),
            days == null ? "" : ", in about %d days".formatted(days),
            standing.title());
  }

  private static String day(Instant instant, Tenant tenant) {
    return instant.atZone(tenant.zone()).toLocalDate().toString();
  }

  private static String known(@Nullable String text) {
    return text == null ? "" : text;
  }
}
