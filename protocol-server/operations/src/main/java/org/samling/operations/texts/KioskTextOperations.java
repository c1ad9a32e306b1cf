package org.samling.operations.texts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.OwnTexts;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.texts.KioskTexts.Filter;
import org.samling.operations.texts.KioskTexts.Listed;
import org.samling.operations.texts.KioskTexts.ListedText;
import org.samling.operations.texts.KioskTexts.NewText;
import org.samling.operations.texts.KioskTexts.ShownText;
import org.samling.operations.texts.KioskTexts.TextToTry;
import org.samling.operations.texts.KioskTexts.WhichText;
import org.samling.routes.OwnTextChecks;
import org.samling.routes.ScreenMessages;

/**
 * The texts that patrons read at kiosks, built in or the tenant's own. A change takes effect within
 * seconds on every node.
 */
public final class KioskTextOperations {

  private static final String TEXT = "/kiosk-texts/:language/:key";

  /** The operations. */
  public static final Family<KioskTextOperations> FAMILY =
      new Family<>(
          "kiosk-texts",
          "kiosk-text",
          "The texts that patrons read at kiosks, built in or the tenant's own",
          List.of(
              Operation.get(
                      "list-kiosk-texts",
                      "/kiosk-texts",
                      Scope.CONFIGURATION_READ,
                      "Lists the texts of a language, and which of them are the tenant's own")
                  .pagedAtLength()
                  .of(Filter.class, Listed.class, KioskTextOperations::list),
              Operation.post(
                      "put-kiosk-text",
                      TEXT,
                      Scope.CONFIGURATION_CHANGE,
                      "Sets a text of the tenant's own, which is used within seconds")
                  .of(NewText.class, ShownText.class, KioskTextOperations::put),
              Operation.delete(
                      "remove-kiosk-text",
                      TEXT,
                      Scope.CONFIGURATION_CHANGE,
                      "Returns to the built-in text")
                  .of(WhichText.class, ShownText.class, KioskTextOperations::remove),
              Operation.post(
                      "preview-kiosk-text",
                      TEXT + "/preview",
                      Scope.CONFIGURATION_READ,
                      "Shows a text with its placeholders filled in; changes nothing")
                  .changingNothing()
                  .of(TextToTry.class, ShownText.class, KioskTextOperations::preview)));

  private static final String DANISH = "009";

  private final OwnTexts texts;

  /** Operations on a store. */
  public KioskTextOperations(OwnTexts texts) {
    this.texts = texts;
  }

  private Listed list(Request<Filter> request) {
    var filter = request.input();
    var language = filter.language() == null ? DANISH : filter.language();
    checkLanguage(language, Problem::invalid);
    var own = own(request, filter.wording(), language);
    var builtIn = ScreenMessages.of(language);
    var keys =
        ScreenMessages.keys().stream()
            .filter(key -> !Boolean.TRUE.equals(filter.own()) || own.containsKey(key))
            .toList();
    var page =
        request
            .paging()
            .within(keys, Function.identity())
            .map(key ->
                new ListedText(
                    key, own.containsKey(key), own.getOrDefault(key, builtIn.pattern(key))));
    return new Listed(page.entries(), page.next());
  }

  /**
   * The tenant's own texts in a language, by key, as they are in the store: those of a wording, and
   * no others.
   */
  private Map<String, String> own(Request<?> request, @Nullable String wording, String language) {
    var name = named(wording);
    return texts.all(request.tenantId()).stream()
        .filter(text -> text.wording().equals(name) && text.language().equals(language))
        .collect(Collectors.toMap(OwnText::key, OwnText::text));
  }

  private static String named(@Nullable String wording) {
    return wording == null ? OwnTexts.OF_TENANT : wording.strip();
  }

  private static void checkLanguage(String language, Function<String, Problem> problem) {
    if (!ScreenMessages.languages().contains(language)) {
      throw problem.apply(
          "There are no texts in the language \"%s\"; there are %s."
              .formatted(language, String.join(", ", ScreenMessages.languages())));
    }
  }

  private static void checkKnown(String language, String key) {
    checkLanguage(language, Problem::unknown);
    if (!ScreenMessages.keys().contains(key)) {
      throw Problem.unknown("There is no text \"%s\".".formatted(key));
    }
  }

  private ShownText put(Request<NewText> request) {
    var wanted = request.input();
    var own = checked(wanted.wording(), wanted.language(), wanted.key(), wanted.text());
    texts.put(request.tenantId(), List.of(own));
    return ShownText.of(own);
  }

  private static OwnText checked(
      @Nullable String wording, String language, String key, String text) {
    checkKnown(language, key);
    var own = new OwnText(named(wording), language, key, text);
    var problems = OwnTextChecks.problems(own);
    if (!problems.isEmpty()) {
      throw Problem.invalid(Texts.sentence(problems));
    }
    return own;
  }

  private ShownText remove(Request<WhichText> request) {
    var which = request.input();
    checkKnown(which.language(), which.key());
    if (!texts.remove(request.tenantId(), named(which.wording()), which.language(), which.key())) {
      throw Problem.unknown(
          "%s has no text \"%s\" of its own in the language %s."
              .formatted(request.tenant().code(), which.key(), which.language()));
    }
    return ShownText.builtIn(which.language(), which.key());
  }

  private ShownText preview(Request<TextToTry> request) {
    var wanted = request.input();
    var language = wanted.language();
    var key = wanted.key();
    checkKnown(language, key);
    return Optional.ofNullable(wanted.text())
        .or(() -> Optional.ofNullable(own(request, wanted.wording(), language).get(key)))
        .map(text -> ShownText.of(checked(wanted.wording(), language, key, text)))
        .orElseGet(() -> ShownText.builtIn(language, key));
  }
}
