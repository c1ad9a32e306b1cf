package org.samling.cli.patrons;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.TenantOption;
import org.samling.core.notices.NoticeContacts.Wish;
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
      "Says and changes where a patron wants to be told of what.",
      "show: what the patron wants of each kind.",
      "set: by CHANNEL, or off for not at all; once a day or at once; of one --kind, or of all.",
      "  What is not said is as the library does for everybody.",
      "clear: as the library does for everybody."
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
      description =
          "pre-due, overdue, recall, ready, hold-expired or card-expiry (default: all of them).")
  private @Nullable String kind;

  @Option(
      names = "--daily",
      negatable = true,
      description = "For set: once a day, or with --no-daily at once.")
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
    var wishes = contacts.wishes(tenant.id(), patron);
    var out = spec.commandLine().getOut();
    for (var k : NoticesListCommand.kinds(null, whichTenant)) {
      var wish = wishes.get(k);
      out.println(
          "%-12s  %s"
              .formatted(k.text(), wish == null ? "as the library does for all" : text(wish)));
    }
    out.flush();
    return 0;
  }

  private static String text(Wish wish) {
    if (!wish.isWanted()) {
      return OFF;
    }
    var channel = wish.channel() == null ? "" : "by " + wish.channel();
    var daily = wish.isDaily();
    return (channel + (daily == null ? "" : daily ? " once a day" : " at once")).strip();
  }

  private Wish wish() {
    var text = daily == null ? whichTenant.given(what, "a CHANNEL or --daily", channel) : channel;
    if (text == null) {
      return new Wish(true, null, daily);
    }
    if (text.equals(OFF)) {
      return Wish.OFF;
    }
    if (!text.matches("[a-z0-9-]{1,40}")) {
      throw whichTenant.wrong(
          "a channel is named by a-z, 0-9 and hyphen, not \"%s\"".formatted(text));
    }
    return new Wish(true, text, daily);
  }

  static UUID patron(PostgresStore store, Tenant tenant, String card, TenantOption whichTenant) {
    return store
        .inquiries()
        .patron(tenant.id(), card)
        .orElseThrow(
            () -> whichTenant.wrong("the tenant %s has no such patron".formatted(tenant.code())))
        .patron()
        .id();
  }
}
