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
      "Shows what staff work by (docs/circulation.md).",
      "pull-list: what is to be fetched from the shelves of a branch for holds that wait.",
      "hold-shelf: what is to be put on the hold shelf of a branch, what stands there, and what is to be taken down.",
      "transits: what is on its way, to a branch or anywhere, and what is overdue.",
      "crate: what lies in a transport crate.",
      "queue: where a patron stands in the queues, and how long it may take."
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
      description = "The branch; for transits the one where they go (default: all).")
  private @Nullable String branch;

  @Option(names = "--patron", paramLabel = "P", description = "For queue: the card number.")
  private @Nullable String patron;

  @Option(names = "--crate", paramLabel = "C", description = "For crate: what is printed on it.")
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
              holds.pullList(tenant.id(), whichTenant.given(what, "--branch", branch), LONGEST),
              ListsCommand::pull,
              "Nothing is to be fetched.",
              out);
      case HOLD_SHELF ->
          show(
              holds.holdShelf(tenant.id(), whichTenant.given(what, "--branch", branch), LONGEST),
              item -> onShelf(item, tenant),
              "Nothing is on the hold shelf.",
              out);
      case TRANSITS ->
          show(
              transports.transits(tenant.id(), branch, LONGEST),
              way -> onItsWay(way, tenant),
              "Nothing is on its way.",
              out);
      case CRATE ->
          show(
              transports.crate(tenant.id(), whichTenant.given(what, "--crate", crate)),
              way -> onItsWay(way, tenant),
              "Nothing lies in it.",
              out);
      case QUEUE ->
          show(
              holds.queues(tenant.id(), whichTenant.given(what, "--patron", patron)),
              ListsCommand::standing,
              "The patron waits for nothing.",
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
      out.println("… and perhaps more: these are the first %,d".formatted(LONGEST));
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
            item.isOver() ? " (take it down)" : "",
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
            way.forHold() ? ", somebody waits" : "",
            way.crate() == null ? "" : ", crate " + way.crate(),
            way.title());
  }

  private static String standing(HoldLists.Standing standing) {
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
