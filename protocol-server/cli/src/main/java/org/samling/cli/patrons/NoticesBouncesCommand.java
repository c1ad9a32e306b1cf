package org.samling.cli.patrons;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notices bounces}: addresses that do not work. */
@Command(
    name = "bounces",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes the list of addresses that do not work. They are not used; a patron with another address is notified there.",
      "list: lists the latest ones reported.",
      "add: adds an ADDRESS that does not work.",
      "remove: removes an ADDRESS that works again."
    })
final class NoticesBouncesCommand extends TenantCommand {

  private static final int MOST = 1_000;

  /** What can be done. */
  enum What {
    list,
    add,
    remove
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ADDRESS",
      description = "For add and remove: the e-mail address or telephone number.")
  private @Nullable String address;

  @Option(
      names = "--reason",
      defaultValue = "",
      paramLabel = "R",
      description = "For add: the reason given.")
  private String reason;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  NoticesBouncesCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var contacts = store.noticeContacts();
    var out = spec.commandLine().getOut();
    switch (what) {
      case list -> list(contacts, tenant, out);
      case add -> {
        var wanted = given();
        if (reason.length() > NoticeContacts.LONGEST_REASON) {
          throw whichTenant.usageError(
              "--reason must have at most %d characters".formatted(NoticeContacts.LONGEST_REASON));
        }
        out.println(
            contacts.addBounce(tenant.id(), wanted, reason, Terminal.user())
                ? "The address is no longer used."
                : "The address was already on the list.");
      }
      case remove -> {
        if (!contacts.removeBounce(tenant.id(), given())) {
          throw whichTenant.usageError(
              "%s is not on the list of addresses that do not work".formatted(address));
        }
        out.println("The address is used again.");
      }
    }
    out.flush();
    return 0;
  }

  private String given() {
    var wanted = whichTenant.required(what, "an ADDRESS", address);
    if (wanted.isBlank() || wanted.length() > NoticeContacts.LONGEST_ADDRESS) {
      throw whichTenant.usageError(
          "an address must have 1 to %d characters".formatted(NoticeContacts.LONGEST_ADDRESS));
    }
    return wanted;
  }

  private static void list(NoticeContacts contacts, Tenant tenant, PrintWriter out) {
    var bounces = contacts.bounces(tenant.id(), MOST);
    if (bounces.isEmpty()) {
      out.println("No addresses are known not to work.");
    }
    for (var bounce : bounces) {
      out.println(
          "%s  %s  by %s%s"
              .formatted(
                  NoticesListCommand.time(bounce.at(), tenant),
                  bounce.address(),
                  bounce.by(),
                  bounce.reason().isEmpty() ? "" : ": " + bounce.reason()));
    }
  }
}
