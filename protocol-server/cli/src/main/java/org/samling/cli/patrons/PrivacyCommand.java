package org.samling.cli.patrons;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.patron.Consent;
import org.samling.core.privacy.AccessLog;
import org.samling.core.privacy.PersonalData;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code privacy}: the data kept about a person, who looked at it, and its erasure. */
@Command(
    name = "privacy",
    mixinStandardHelpOptions = true,
    description = {
      "Handles the personal data that a tenant holds on a patron (docs/privacy.md).",
      "export: exports everything about a patron, as JSON, or with --html as a readable page. The files must not exist, and only their owner can read them.",
      "erase: shows what prevents a patron from being erased; with --yes erases the patron if nothing does.",
      "consent: shows, and with --history on or off changes, whether a patron's past loans are kept. Off deletes them.",
      "access-log: shows who read a patron's account, and what was done to it.",
      "Each use of this command is recorded in the access log itself."
    })
public final class PrivacyCommand extends TenantCommand {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int LONGEST = 1_000;
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /** What can be done. */
  enum What {
    EXPORT,
    ERASE,
    CONSENT,
    ACCESS_LOG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether loans are kept after they are over. */
  public enum HistoryChoice {
    on,
    off
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      paramLabel = "CARD",
      description = "The card number, or another identifier.")
  private String card;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "For export: the file to write (default: standard output).")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "For export: a readable page.")
  private @Nullable Path html;

  @Option(names = "--yes", description = "For erase: erase the patron. This can't be undone.")
  private boolean yes;

  @Option(
      names = "--history",
      paramLabel = "KEPT",
      description = "For consent: ${COMPLETION-CANDIDATES}.")
  private @Nullable HistoryChoice history;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  PrivacyCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var out = spec.commandLine().getOut();
    var code =
        switch (what) {
          case EXPORT -> export(store, tenant, out);
          case ERASE -> erase(store, tenant, out);
          case CONSENT -> consent(store, tenant, out);
          case ACCESS_LOG -> accessLog(store, tenant, out);
        };
    out.flush();
    return code;
  }

  private RuntimeException nobody(Tenant tenant) {
    return whichTenant.usageError("the tenant %s has no such patron".formatted(tenant.code()));
  }

  private int export(PostgresStore store, Tenant tenant, PrintWriter out) {
    var export = store.personalData().export(tenant.id(), card).orElseThrow(() -> nobody(tenant));
    var document = new PersonalDocument(tenant, export);
    if (json != null) {
      write(json, document.json());
    }
    if (html != null) {
      write(html, document.html());
    }
    if (json == null && html == null) {
      out.println(document.json());
    } else {
      out.println(
          "Exported rows: %d, from tables: %d."
              .formatted(
                  export.parts().stream().mapToInt(part -> part.rows().size()).sum(),
                  export.parts().size()));
    }
    return 0;
  }

  /** Creates a file that only its owner may read; fails if the file exists. */
  private static void write(Path file, String text) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be made: " + e, e);
    }
  }

  private int erase(PostgresStore store, Tenant tenant, PrintWriter out) {
    var data = store.personalData();
    if (!yes) {
      var blocks = data.blocks(tenant.id(), card).orElseThrow(() -> nobody(tenant));
      if (blocks.isEmpty()) {
        out.println("Nothing prevents it: erase the patron with --yes. This can't be undone.");
        return 0;
      }
      blocked(blocks, tenant, out);
      return 1;
    }
    return switch (data.erase(tenant.id(), card)) {
      case PersonalData.Erasure.Erased(var pseudonym) -> {
        out.println(
            "The patron is erased. Bookkeeping records that are kept now belong to \"%s\"."
                .formatted(pseudonym));
        yield 0;
      }
      case PersonalData.Erasure.Blocked(var blocks) -> {
        blocked(blocks, tenant, out);
        yield 1;
      }
      case PersonalData.Erasure.Nobody() -> throw nobody(tenant);
    };
  }

  private static void blocked(List<PersonalData.Block> blocks, Tenant tenant, PrintWriter out) {
    out.println("The patron can't be erased:");
    for (var block : blocks) {
      out.println("  " + text(block, tenant));
    }
  }

  private static String text(PersonalData.Block block, Tenant tenant) {
    var number = block.number();
    return switch (block.reason()) {
      case LOANS -> number + " loans are out";
      case DEBT ->
          number > 0
              ? money(number, tenant) + " is owed"
              : money(-number, tenant) + " is to be paid back";
      case HOLDS -> number + " holds wait or are ready";
      case INTERLIBRARY_REQUESTS -> number + " interlibrary requests are under way";
      case BOOKINGS -> number + " bookings are open";
      case WARDS -> "guardian of " + number + " patrons";
    };
  }

  private static String money(long minor, Tenant tenant) {
    var currency = tenant.currency();
    return BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()))
        + " "
        + currency.getCurrencyCode();
  }

  private int consent(PostgresStore store, Tenant tenant, PrintWriter out) {
    if (history != null) {
      var account = store.inquiries().patron(tenant.id(), card).orElseThrow(() -> nobody(tenant));
      var command =
          new PatronCommand.SetConsent(
              new Origin(
                  tenant.id(),
                  CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                  Terminal.user(),
                  account.patron().branch(),
                  Instant.now().plus(DEADLINE)),
              new PatronName.Identifier(card),
              Consent.KEEP_HISTORICAL_LOAN_DATA,
              history == HistoryChoice.on);
      if (new Commands(store, DEADLINE).outcome(command) instanceof PatronOutcome.Refused refused) {
        throw whichTenant.usageError("refused: " + refused.why());
      }
    }
    var since =
        store
            .inquiries()
            .profile(tenant.id(), card)
            .orElseThrow(() -> nobody(tenant))
            .consents()
            .get(Consent.KEEP_HISTORICAL_LOAN_DATA);
    out.println(
        since == null
            ? "Past loans are not kept."
            : "Past loans are kept, by the patron's consent of %s."
                .formatted(local(since, tenant)));
    return 0;
  }

  private int accessLog(PostgresStore store, Tenant tenant, PrintWriter out) {
    var account = store.inquiries().patron(tenant.id(), card).orElseThrow(() -> nobody(tenant));
    var id = account.patron().id();
    var seen = store.accessLog().reads(tenant.id(), id, LONGEST);
    out.println("Who read the patron's account, by day (in UTC) and kind of request:");
    for (var s : seen) {
      out.println(
          "  %s  %-12s  %-24s  %-20s  requests: %d, from %s to %s"
              .formatted(
                  s.day(),
                  s.access().protocol(),
                  s.access().who(),
                  s.access().operation(),
                  s.times(),
                  hour(s.first(), tenant),
                  hour(s.last().plus(Duration.ofHours(1)), tenant)));
    }
    var done = store.accessLog().commands(tenant.id(), id, LONGEST);
    out.println(done.isEmpty() ? "Nothing was done to it." : "What was done to it:");
    out.print(done.stream().map(d -> line(d, tenant)).collect(Collectors.joining()));
    if (seen.size() == LONGEST || done.size() == LONGEST) {
      out.println("Only the first %d lines are shown.".formatted(LONGEST));
    }
    return 0;
  }

  private static String line(AccessLog.CommandEntry done, Tenant tenant) {
    return "  %s  %-24s  %-12s  %s: %s%n"
        .formatted(
            local(done.at(), tenant), done.actor(), done.branch(), done.command(), done.outcome());
  }

  private static String hour(Instant at, Tenant tenant) {
    return LocalDateTime.ofInstant(at, tenant.zone()).toLocalTime().toString();
  }

  private static String local(Instant at, Tenant tenant) {
    return HOUR.format(at.atZone(tenant.zone()));
  }
}
