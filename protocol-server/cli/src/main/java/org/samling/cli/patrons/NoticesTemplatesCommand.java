package org.samling.cli.patrons;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.TenantOption;
import org.samling.cli.common.Terminal;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.NoticeTemplates.Version;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import org.samling.routes.notices.NoticeTexts;
import org.samling.routes.notices.NoticeWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notices templates}: the texts of notices. */
@Command(
    name = "templates",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes the texts of notices (docs/notices.md). A text is checked when it is saved.",
      "list: lists all texts; the tenant's own are marked with *.",
      "show KIND: prints the text in the format of a file that can be changed and saved.",
      "save KIND FILE: saves a text as a new version; it applies to all notices written from then on.",
      "remove KIND: returns to the built-in text; the versions are kept.",
      "history KIND: lists the versions, with who saved them and when; with --version prints one.",
      "preview KIND: shows the text, or that of a FILE, filled in for a made-up patron, and any faults."
    })
final class NoticesTemplatesCommand extends TenantCommand {

  private static final long LONGEST_FILE = 100_000;

  /** What can be done. */
  enum What {
    list,
    show,
    save,
    remove,
    history,
    preview
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "KIND",
      description =
          "pre-due, overdue, recall, ready, hold-expired, card-expiry, or digest for several at once.")
  private @Nullable String kind;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "FILE",
      description = "For save and preview: the text, in the format of show.")
  private @Nullable Path file;

  @Option(
      names = "--language",
      defaultValue = "da",
      paramLabel = "L",
      description = "da or en (default: ${DEFAULT-VALUE}).")
  private String language;

  @Option(
      names = "--short",
      description = "The short form, for text messages (default: the full form).")
  private boolean isShort;

  @Option(names = "--version", paramLabel = "N", description = "For history: the version to print.")
  private @Nullable Integer version;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  NoticesTemplatesCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var templates = store.noticeTemplates();
    var out = spec.commandLine().getOut();
    switch (what) {
      case list -> list(templates, tenant, out);
      case show -> out.print(NoticeTexts.file(counting(templates, tenant, name())));
      case save -> save(templates, tenant, out);
      case remove -> remove(templates, tenant, out);
      case history -> history(templates, tenant, out);
      case preview -> preview(store, tenant, out);
    }
    out.flush();
    return 0;
  }

  private Name name() {
    var wanted = whichTenant.required(what, "a KIND", kind);
    return new Name(
        kind(wanted, whichTenant),
        language(language, whichTenant),
        isShort ? NoticeForm.SHORT : NoticeForm.FULL);
  }

  static MessageKind kind(String text, TenantOption whichTenant) {
    return MessageKind.of(text)
        .orElseThrow(() ->
            whichTenant.usageError(
                "there is no kind \"%s\"; there are %s"
                    .formatted(
                        text,
                        Stream.of(MessageKind.values())
                            .map(MessageKind::text)
                            .collect(Collectors.joining(", ")))));
  }

  static NoticeLanguage language(String text, TenantOption whichTenant) {
    return NoticeLanguage.of(text.toLowerCase(Locale.ROOT))
        .orElseThrow(() ->
            whichTenant.usageError(
                "there are no texts in \"%s\"; there are da, en".formatted(text)));
  }

  private void list(NoticeTemplates templates, Tenant tenant, PrintWriter out) {
    var own =
        templates.current(tenant.id()).stream().collect(Collectors.toMap(Version::name, v -> v));
    for (var name : NoticeWriter.names()) {
      var version = own.get(name);
      var text = version == null ? null : version.text();
      out.println(
          "%s %-24s %s"
              .formatted(
                  text == null ? " " : "*",
                  name,
                  version == null
                      ? ""
                      : "version %d by %s, %s%s"
                          .formatted(
                              version.number(),
                              version.by(),
                              NoticesListCommand.time(version.at(), tenant),
                              text == null ? ": built in again" : "")));
    }
  }

  private static Optional<Version> newest(NoticeTemplates templates, Tenant tenant, Name name) {
    return templates.history(tenant.id(), name).stream().findFirst();
  }

  private static Text counting(NoticeTemplates templates, Tenant tenant, Name name) {
    return newest(templates, tenant, name)
        .map(Version::text)
        .orElseGet(() -> NoticeTexts.builtIn(name));
  }

  private Text read(Name name) {
    var path = whichTenant.required(what, "a FILE", file);
    try {
      if (Files.size(path) > LONGEST_FILE) {
        throw whichTenant.usageError("%s is too long for a text".formatted(path));
      }
      var text = NoticeTexts.read(name.form(), Files.readString(path));
      var problems = NoticeTexts.problems(name, text);
      if (!problems.isEmpty()) {
        throw whichTenant.usageError(path + ": " + String.join("; ", problems));
      }
      return text;
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(path + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void save(NoticeTemplates templates, Tenant tenant, PrintWriter out) {
    var name = name();
    put(templates, tenant, name, read(name), out);
  }

  private void remove(NoticeTemplates templates, Tenant tenant, PrintWriter out) {
    var name = name();
    if (newest(templates, tenant, name).map(Version::text).isEmpty()) {
      throw whichTenant.usageError(
          "the tenant %s has no text %s of its own".formatted(tenant.code(), name));
    }
    put(templates, tenant, name, null, out);
  }

  private void put(
      NoticeTemplates templates, Tenant tenant, Name name, @Nullable Text text, PrintWriter out) {
    var before = newest(templates, tenant, name).map(Version::number).orElse(0);
    var saved =
        templates
            .save(tenant.id(), name, text, Terminal.user(), before)
            .orElseThrow(() ->
                whichTenant.usageError(
                    "somebody else has just saved %s; check it and try again".formatted(name)));
    out.println(
        "%s is version %d%s."
            .formatted(name, saved.number(), text == null ? ", the built-in text again" : ""));
  }

  private void history(NoticeTemplates templates, Tenant tenant, PrintWriter out) {
    var name = name();
    var versions = templates.history(tenant.id(), name);
    if (version != null) {
      int wanted = version;
      var found =
          versions.stream()
              .filter(v -> v.number() == wanted)
              .findFirst()
              .orElseThrow(() ->
                  whichTenant.usageError("there is no version %d of %s".formatted(wanted, name)));
      out.print(NoticeTexts.file(found.text() == null ? NoticeTexts.builtIn(name) : found.text()));
      return;
    }
    if (versions.isEmpty()) {
      out.println("%s has always had the built-in text.".formatted(name));
    }
    for (var v : versions) {
      out.println(
          "%3d  %s  by %s%s"
              .formatted(
                  v.number(),
                  NoticesListCommand.time(v.at(), tenant),
                  v.by(),
                  v.text() == null ? ": built in again" : ""));
    }
  }

  private void preview(PostgresStore store, Tenant tenant, PrintWriter out) {
    var name = name();
    var policy = store.inquiries().policy(tenant.id());
    List<Version> own = store.noticeTemplates().current(tenant.id());
    var branch = policy.branches().keySet().stream().sorted().findFirst().orElse("");
    var made =
        new NoticeWriter(policy, own)
            .preview(name, file == null ? null : read(name), branch, Instant.now());
    out.print(NoticeTexts.file(made.text()));
  }
}
