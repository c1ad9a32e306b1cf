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
      "Says and changes which addresses do not work. They are not used; a patron with another address is told there.",
      "list: those that were reported last.",
      "add: ADDRESS does not work.",
      "remove: ADDRESS works again."
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
      description = "For add: what was said.")
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
          throw whichTenant.wrong(
              "--reason has at most %d characters".formatted(NoticeContacts.LONGEST_REASON));
        }
        out.println(
            contacts.bounced(tenant.id(), wanted, reason, Terminal.user())
                ? "It is not used any more."
                : "That was known.");
      }
      case remove -> {
        if (!contacts.forgive(tenant.id(), given())) {
          throw whichTenant.wrong("it was not noted that %s does not work".formatted(address));
        }
        out.println("It is used again.");
      }
    }
    out.flush();
    return 0;
  }

  private String given() {
    var wanted = whichTenant.given(what, "an ADDRESS", address);
    if (wanted.isBlank() || wanted.length() > NoticeContacts.LONGEST_ADDRESS) {
      throw whichTenant.wrong(
          "an address has 1 to %d characters".formatted(NoticeContacts.LONGEST_ADDRESS));
    }
    return wanted;
  }

  private static void list(NoticeContacts contacts, Tenant tenant, PrintWriter out) {
    var bounces = contacts.bounces(tenant.id(), MOST);
    if (bounces.isEmpty()) {
      out.println("All addresses work, as far as is known.");
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
