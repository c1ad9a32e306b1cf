package org.samling.cli.stock;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.DestinationWords;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.ItemCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that does the same with each item of a list. */
abstract class ItemListCommand extends TenantCommand {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Parameters(arity = "0..*", paramLabel = "ITEM", description = "The items, by their barcodes.")
  private List<String> items = List.of();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A file with one item a line; - for standard input.")
  private @Nullable Path file;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "The branch where the items are (default: each item's own branch).")
  private @Nullable String branch;

  @Option(names = "--dry-run", description = "Only show what would happen; change nothing.")
  private boolean isDryRun;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ItemListCommand() {}

  /**
   * The command for one item.
   *
   * @param origin where it happens
   * @param line the item, as the user named it
   */
  abstract ItemCommand command(Origin origin, String line);

  /** Checks the options once, before the list is processed; throws if something is wrong. */
  void check(LendingPolicy policy) {}

  /** A further command for an item after the first, or null. */
  @Nullable ItemCommand next(Origin origin, ItemOutcome.Changed changed) {
    return null;
  }

  /** What was done, in a word: {@code withdrawn}. */
  abstract String done();

  @Override
  protected final int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    if (branch != null) {
      whichTenant.checkBranch(policy, branch);
    }
    check(policy);
    var lines = lines();
    var out = spec.commandLine().getOut();
    var refused = 0;
    for (var line : lines) {
      try {
        refused += isDone(store, tenant, policy, line, out) ? 0 : 1;
      } catch (IllegalArgumentException e) {
        out.println("%-14s  %s".formatted(line, e.getMessage()));
        refused++;
      }
    }
    out.println(
        "%,d %s%s%s"
            .formatted(
                lines.size() - refused,
                isDryRun ? "would be " : "",
                done(),
                refused == 0 ? "" : ", %,d refused".formatted(refused)));
    out.flush();
    return refused == 0 ? 0 : 1;
  }

  private List<String> lines() {
    var lines = new ArrayList<>(items);
    if (file != null) {
      lines.addAll(ItemLines.read(file, line -> line));
    }
    if (lines.isEmpty()) {
      throw whichTenant.usageError("name items, or give a --file of them");
    }
    return lines;
  }

  private boolean isDone(
      PostgresStore store, Tenant tenant, LendingPolicy policy, String line, PrintWriter out) {
    var at = branch == null ? home(store, tenant, policy, line) : branch;
    var outcome = outcome(store, command(origin(tenant, at), line));
    if (outcome instanceof ItemOutcome.Changed changed && !isDryRun) {
      var next = next(origin(tenant, at), changed);
      outcome = next == null ? outcome : outcome(store, next);
    }
    return switch (outcome) {
      case ItemOutcome.Changed(_, var item, var destination) -> {
        out.println(
            "%-14s  %s%s"
                .formatted(
                    item.barcode(),
                    item.title(),
                    destination == null ? "" : ": " + DestinationWords.of(destination)));
        yield true;
      }
      case ItemOutcome.Refused(_, var reason, var barcode, var why) -> {
        out.println("%-14s  refused: %s, by %s".formatted(barcode, reason.words(), why));
        yield false;
      }
    };
  }

  /** The home branch of an item; any branch if the item is unknown. */
  private String home(PostgresStore store, Tenant tenant, LendingPolicy policy, String line) {
    var any = policy.branches().keySet().stream().sorted().findFirst().orElse("");
    return store
        .inquiries()
        .item(tenant.id(), String.valueOf(command(origin(tenant, any), line).item()))
        .map(state -> state.item().home())
        .orElse(any);
  }

  private ItemOutcome outcome(PostgresStore store, ItemCommand command) {
    return isDryRun
        ? (ItemOutcome) store.inquiries().explain(command).outcome()
        : new Commands(store, DEADLINE).outcome(command);
  }

  private static Origin origin(Tenant tenant, String at) {
    return new Origin(
        tenant.id(),
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        Terminal.user(),
        at,
        Instant.now().plus(DEADLINE));
  }
}
