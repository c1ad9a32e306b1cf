package org.samling.cli.patrons;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.TenantOption;
import org.samling.core.notices.NoticeContacts.NoticePreference;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notices wishes}: a patron's notice preferences. */
@Command(
    name = "wishes",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes a patron's notice preferences.",
      "show: shows the patron's preferences for each kind of notice.",
      "set: sets the CHANNEL, or off for none, and whether notices come daily or at once; for one --kind, or for all.",
      "  Anything not given follows the library's default.",
      "clear: returns to the library's defaults."
    })
final class NoticePreferencesCommand extends TenantCommand {

  private static final String OFF = "off";

  /** What can be done. */
  enum What {
    show,
    set,
    clear
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      paramLabel = "CARD",
      description = "The card number, or another identifier.")
  private String card;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "CHANNEL",
      description = "For set: the name of a channel of the configuration, or off.")
  private @Nullable String channel;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description = "pre-due, overdue, recall, ready, hold-expired or card-expiry (default: all).")
  private @Nullable String kind;

  @Option(
      names = "--daily",
      negatable = true,
      description = "For set: collect notices into one a day; with --no-daily send each at once.")
  private @Nullable Boolean daily;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  NoticePreferencesCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var contacts = store.noticeContacts();
    var patron = patron(store, tenant, card, whichTenant);
    switch (what) {
      case show -> {}
      case set -> {
        var wish = wish();
        NoticesListCommand.kinds(kind, whichTenant)
            .forEach(k -> contacts.put(tenant.id(), patron, k, wish));
      }
      case clear ->
          NoticesListCommand.kinds(kind, whichTenant)
              .forEach(k -> contacts.put(tenant.id(), patron, k, null));
    }
    var wishes = contacts.preferences(tenant.id(), patron);
    var out = spec.commandLine().getOut();
    for (var k : NoticesListCommand.kinds(null, whichTenant)) {
      var wish = wishes.get(k);
      out.println(
          "%-12s  %s".formatted(k.text(), wish == null ? "the library's default" : text(wish)));
    }
    out.flush();
    return 0;
  }

  private static String text(NoticePreference wish) {
    if (!wish.isWanted()) {
      return OFF;
    }
    var channel = wish.channel() == null ? "" : "by " + wish.channel();
    var daily = wish.isDaily();
    return (channel + (daily == null ? "" : daily ? " once a day" : " at once")).strip();
  }

  private NoticePreference wish() {
    var text =
        daily == null ? whichTenant.required(what, "a CHANNEL or --daily", channel) : channel;
    if (text == null) {
      return new NoticePreference(true, null, daily);
    }
    if (text.equals(OFF)) {
      return NoticePreference.OFF;
    }
    if (!text.matches("[a-z0-9-]{1,40}")) {
      throw whichTenant.usageError(
          "a channel's name consists of a-z, 0-9 and hyphen; \"%s\" does not".formatted(text));
    }
    return new NoticePreference(true, text, daily);
  }

  static UUID patron(PostgresStore store, Tenant tenant, String card, TenantOption whichTenant) {
    return store
        .inquiries()
        .patron(tenant.id(), card)
        .orElseThrow(() ->
            whichTenant.usageError("the tenant %s has no such patron".formatted(tenant.code())))
        .patron()
        .id();
  }
}
