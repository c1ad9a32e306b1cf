package org.samling.cli.patrons;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.core.organisation.OwnTexts;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import org.samling.routes.OwnTextChecks;
import org.samling.routes.ScreenMessages;
import org.samling.sip2.Sip2Charset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code texts}: a tenant's own wording of what people read at a machine. */
@Command(
    name = "texts",
    mixinStandardHelpOptions = true,
    description = {
      "Changes the texts that patrons read at a tenant's machines (docs/sip2.md).",
      "list: lists the current texts of a language; the tenant's own are marked with *.",
      "set: sets the tenant's own text; it takes effect within seconds, without a restart.",
      "remove: returns to the built-in text.",
      "preview: shows a text with its placeholders filled in, and any faults; changes nothing."
    })
public final class TextsCommand extends TenantCommand {

  /** What can be done. */
  enum What {
    list,
    set,
    remove,
    preview
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "KEY",
      description = "The key of the text, such as refusal.too-many-loans.")
  private @Nullable String key;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The text, with the same placeholders, {0}, {1}, as the built-in one.")
  private @Nullable String text;

  @Option(
      names = "--language",
      defaultValue = "009",
      paramLabel = "L",
      description =
          "The SIP2 language code: 009 Danish, 012 Norwegian, 006 Swedish, 007 Finnish, 003 German, 001 English (default: ${DEFAULT-VALUE}).")
  private String language;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  TextsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var texts = store.ownTexts();
    var out = spec.commandLine().getOut();
    switch (what) {
      case list -> list(texts, tenant, out);
      case set -> set(texts, tenant, out);
      case remove -> remove(texts, tenant, out);
      case preview -> preview(texts, tenant, out);
    }
    out.flush();
    return 0;
  }

  private void list(OwnTexts texts, Tenant tenant, PrintWriter out) {
    if (!ScreenMessages.languages().contains(language)) {
      throw whichTenant.usageError(
          "there are no texts in the language \"%s\"; there are %s"
              .formatted(language, String.join(", ", ScreenMessages.languages())));
    }
    var own =
        texts.all(tenant.id()).stream()
            .filter(t -> t.language().equals(language))
            .collect(Collectors.toMap(OwnText::key, OwnText::text));
    for (var known : ScreenMessages.keys()) {
      var words = own.get(known);
      out.println(
          "%s %s = %s"
              .formatted(
                  words == null ? " " : "*",
                  known,
                  words == null ? ScreenMessages.of(language).pattern(known) : words));
    }
  }

  private void set(OwnTexts texts, Tenant tenant, PrintWriter out) {
    var own =
        new OwnText(
            language,
            whichTenant.required(what, "a KEY", key),
            whichTenant.required(what, "a TEXT", text));
    var problems = OwnTextChecks.problems(own);
    if (!problems.isEmpty()) {
      throw whichTenant.usageError(String.join("; ", problems));
    }
    texts.put(tenant.id(), List.of(own));
    out.println("%s reads: %s".formatted(own.key(), shown(own)));
  }

  private void remove(OwnTexts texts, Tenant tenant, PrintWriter out) {
    var known = whichTenant.required(what, "a KEY", key);
    if (!texts.remove(tenant.id(), language, known)) {
      throw whichTenant.usageError(
          "the tenant %s has no text \"%s\" of its own in the language %s"
              .formatted(tenant.code(), known, language));
    }
    out.println("%s has the built-in text again.".formatted(known));
  }

  private void preview(OwnTexts texts, Tenant tenant, PrintWriter out) {
    var known = whichTenant.required(what, "a KEY", key);
    var words =
        Optional.ofNullable(text)
            .or(() -> texts.find(tenant.id(), language, known))
            .orElseGet(() ->
                ScreenMessages.keys().contains(known)
                    ? ScreenMessages.of(language).pattern(known)
                    : "");
    var own = new OwnText(language, known, words);
    var problems = OwnTextChecks.problems(own);
    if (!problems.isEmpty()) {
      throw whichTenant.usageError(String.join("; ", problems));
    }
    out.println(shown(own));
    out.println(
        "Characters: "
            + Arrays.stream(Sip2Charset.values())
                .map(charset -> charset + " " + charset.lengthOf(shown(own)))
                .collect(Collectors.joining(", ")));
  }

  /** A text with its placeholders filled. */
  private static String shown(OwnText own) {
    return ScreenMessages.of(own.language())
        .with((_, _) -> Optional.of(own.text()))
        .text(own.key(), "<0>", "<1>");
  }
}
