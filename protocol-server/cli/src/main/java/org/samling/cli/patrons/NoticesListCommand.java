package org.samling.cli.patrons;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.TenantOption;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeState;
import org.samling.core.notices.Notices.NoticeFilter;
import org.samling.core.notices.Notices.StoredMessage;
import org.samling.core.notices.Notices.StoredNotice;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import org.samling.routes.notices.NoticeTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notices messages}: the notices to patrons, and what became of them. */
@Command(
    name = "messages",
    mixinStandardHelpOptions = true,
    description = {
      "Lists notices that were sent or will be, with their results.",
      "list: lists the latest notices, newest first, each with its message.",
      "show MESSAGE: shows a message as it was sent, with its notices.",
      "retry: sends notices again that failed or found no address."
    })
final class NoticesListCommand extends TenantCommand {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  /** What can be done. */
  enum What {
    list,
    show,
    retry
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MESSAGE",
      description = "For show: the number of the message.")
  private @Nullable UUID message;

  @Option(names = "--patron", paramLabel = "CARD", description = "For list: only of this patron.")
  private @Nullable String patron;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description =
          "For list: pre-due, overdue, recall, ready, hold-expired or card-expiry (default: all).")
  private @Nullable String kind;

  @Option(
      names = "--state",
      paramLabel = "S",
      description =
          "For list: waiting, written, sent, unwanted, no-address, overtaken or failed (default: all).")
  private @Nullable String state;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "For list: the maximum number, up to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  NoticesListCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var out = spec.commandLine().getOut();
    var done =
        switch (what) {
          case list -> list(store, tenant, out);
          case show -> show(store, tenant, whichTenant.required(what, "a MESSAGE", message), out);
          case retry -> {
            out.println(
                "Notices that look for an address again: %d."
                    .formatted(store.notices().retry(tenant.id())));
            yield 0;
          }
        };
    out.flush();
    return done;
  }

  private int list(PostgresStore store, Tenant tenant, PrintWriter out) {
    if (limit < 1 || limit > 1_000) {
      throw whichTenant.usageError("--limit must be 1 to 1000");
    }
    var asked =
        new NoticeFilter(
            patron == null
                ? null
                : NoticePreferencesCommand.patron(store, tenant, patron, whichTenant),
            kind == null ? null : kind(kind, whichTenant),
            state == null ? null : state(state),
            null);
    var found = store.notices().list(tenant.id(), asked, limit);
    if (found.isEmpty()) {
      out.println("There are no such notices.");
    }
    for (var notice : found) {
      out.println(
          "%s  %-12s  %-10s  %-12s  %s"
              .formatted(
                  time(notice.createdAt(), tenant),
                  notice.kind().text() + (notice.step() > 0 ? " " + notice.step() : ""),
                  notice.state().text(),
                  notice.card() == null ? "" : notice.card(),
                  carried(notice, tenant)));
    }
    return 0;
  }

  private static String carried(StoredNotice notice, Tenant tenant) {
    var message = notice.message();
    if (message == null) {
      return notice.state() == NoticeState.WAITING
          ? "not before " + time(notice.sendAt(), tenant)
          : "";
    }
    return "%s %s%s%s"
        .formatted(
            message.id(),
            to(message),
            message.sentAt() == null ? "" : ", sent " + time(message.sentAt(), tenant),
            message.failure() == null ? "" : ": " + message.failure());
  }

  private static String to(StoredMessage message) {
    return "by %s%s"
        .formatted(message.channel(), message.address() == null ? "" : " to " + message.address());
  }

  private int show(PostgresStore store, Tenant tenant, UUID number, PrintWriter out) {
    var found = store.notices().list(tenant.id(), new NoticeFilter(number), 1_000);
    var shown = found.isEmpty() ? null : found.getFirst().message();
    if (shown == null) {
      out.println("There is no message %s.".formatted(number));
      return 1;
    }
    out.println(
        "message   %s, %s, in %s"
            .formatted(shown.id(), shown.kind().text(), shown.language().text()));
    out.println("goes      " + to(shown));
    out.println("patron    " + found.getFirst().card());
    out.println(
        "text      "
            + (shown.version() == null
                ? "built in"
                : "the tenant's own, version " + shown.version()));
    var sent = shown.sentAt();
    out.println(
        "stands    %s, tried %d times%s%s"
            .formatted(
                sent != null ? "sent " + time(sent, tenant) : found.getFirst().state().text(),
                shown.tries(),
                shown.unclear() > 0
                    ? ", of which %d may have been delivered without confirmation"
                        .formatted(shown.unclear())
                    : "",
                shown.dueAt() == null ? "" : ", due " + time(shown.dueAt(), tenant)));
    Optional.ofNullable(shown.failure()).ifPresent(why -> out.println("failure   " + why));
    for (var notice : found) {
      out.println("notice    %s".formatted(notice.key()));
    }
    out.println();
    out.print(
        shown.text() == null
            ? "The message is not written yet.\n"
            : NoticeTexts.file(shown.text()));
    return 0;
  }

  static NoticeKind kind(String text, TenantOption whichTenant) {
    return NoticeKind.of(text)
        .orElseThrow(() ->
            whichTenant.usageError(
                "there is no kind \"%s\"; there are %s"
                    .formatted(text, names(Stream.of(NoticeKind.values()).map(NoticeKind::text)))));
  }

  private NoticeState state(String text) {
    return NoticeState.of(text)
        .orElseThrow(() ->
            whichTenant.usageError(
                "there is no state \"%s\"; there are %s"
                    .formatted(
                        text, names(Stream.of(NoticeState.values()).map(NoticeState::text)))));
  }

  private static String names(Stream<String> names) {
    return names.collect(Collectors.joining(", "));
  }

  static String time(Instant instant, Tenant tenant) {
    return TIME.format(instant.atZone(tenant.zone()));
  }

  /** All kinds, or the one that is named. */
  static List<NoticeKind> kinds(@Nullable String text, TenantOption whichTenant) {
    return text == null ? List.of(NoticeKind.values()) : List.of(kind(text, whichTenant));
  }
}
