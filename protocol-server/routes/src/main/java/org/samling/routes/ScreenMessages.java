package org.samling.routes;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.circulation.reason.RefusalReason;

/**
 * The texts that people read, at a kiosk or in another system, in their language. A tenant may
 * replace any of them by its own wording.
 */
public final class ScreenMessages {

  private static final String BUNDLE = "org.samling.routes.screen-messages";
  private static final String ENGLISH = "001";

  /** What the key of a screen message begins with that is shown where a request was done. */
  public static final String DONE = "done.";

  /** What the key of a receipt begins with that is printed where a request was done. */
  public static final String RECEIPT_DONE = "receipt.done.";

  /** What the key of a receipt begins with that is printed where a request was refused. */
  public static final String RECEIPT_REFUSED = "receipt.refused.";

  /** What a receipt can be about, as it is called in the keys. */
  private static final List<String> REQUESTS =
      List.of(
          "block-patron",
          "checkin",
          "checkout",
          "end-session",
          "fee-paid",
          "hold",
          "item-information",
          "item-status-update",
          "patron-enable",
          "patron-information",
          "patron-status",
          "renew",
          "renew-all");

  /** The texts that are only there where a tenant has worded them. */
  private static final Set<String> OUTCOMES =
      Stream.of(DONE, RECEIPT_DONE, RECEIPT_REFUSED)
          .flatMap(begin -> REQUESTS.stream().map(begin::concat))
          .collect(Collectors.toUnmodifiableSet());

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

  /** A tenant's own wording of texts in one language. */
  @FunctionalInterface
  public interface OwnTexts {
    /** The tenant's own text with its placeholders as {0}, {1} ..., or empty. */
    Optional<String> find(String language, String key);
  }

  /** No own wording. */
  private static final OwnTexts NONE = (_, _) -> Optional.empty();

  private static final ScreenMessages IN_ENGLISH = new ScreenMessages(ENGLISH, Locale.ENGLISH);

  private static final Map<String, ScreenMessages> BUILT_IN =
      Map.of(
          ENGLISH,
          IN_ENGLISH,
          "003",
          new ScreenMessages("003", Locale.of("de", "DE")),
          "006",
          new ScreenMessages("006", Locale.of("sv", "SE")),
          "007",
          new ScreenMessages("007", Locale.of("fi", "FI")),
          "009",
          new ScreenMessages("009", Locale.of("da", "DK")),
          "012",
          new ScreenMessages("012", Locale.of("nb", "NO")));

  private final String language;
  private final Locale locale;
  private final ResourceBundle texts;
  private final OwnTexts own;

  private ScreenMessages(String language, Locale locale) {
    this(
        language,
        locale,
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
        NONE);
  }

  private ScreenMessages(String language, Locale locale, ResourceBundle texts, OwnTexts own) {
    this.language = language;
    this.locale = locale;
    this.texts = texts;
    this.own = own;
  }

  /** The texts of a SIP2 language code; in English for a language without texts. */
  public static ScreenMessages of(String language) {
    return BUILT_IN.getOrDefault(language, IN_ENGLISH);
  }

  /** The SIP2 codes of the languages that have texts. */
  public static Set<String> languages() {
    return new TreeSet<>(BUILT_IN.keySet());
  }

  /** Every text's key, sorted. */
  public static Set<String> keys() {
    var keys = new TreeSet<>(IN_ENGLISH.texts.keySet());
    keys.addAll(OUTCOMES);
    return keys;
  }

  /**
   * The placeholders that a text may have, each as written. Those of outcomes are the patron's
   * name, the title, the due date, the item's barcode and, on receipts, what the screen says.
   */
  static Set<String> placeholders(String key) {
    return OUTCOMES.contains(key)
        ? new TreeSet<>(
            key.startsWith(DONE)
                ? Set.of("{0}", "{1}", "{2}", "{3}")
                : Set.of("{0}", "{1}", "{2}", "{3}", "{4}"))
        : placeholdersIn(IN_ENGLISH.pattern(key));
  }

  /** The placeholders in a text, each as written. */
  static Set<String> placeholdersIn(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A text without its placeholders. */
  static String withoutPlaceholders(String text) {
    return PLACEHOLDER.matcher(text).replaceAll("");
  }

  /** These texts, with a tenant's own wording where it has one. */
  public ScreenMessages with(OwnTexts tenants) {
    return new ScreenMessages(language, locale, texts, tenants);
  }

  /** The SIP2 code of their language. */
  public String language() {
    return language;
  }

  /** How dates and numbers are written in their language. */
  public Locale locale() {
    return locale;
  }

  /**
   * The built-in text as written, with its placeholders as {0}, {1} ...; empty for an outcome.
   *
   * @throws MissingResourceException when there is no such text
   */
  public String pattern(String key) {
    return OUTCOMES.contains(key) ? "" : texts.getString(key);
  }

  /** The text for a refusal. */
  public String refusal(RefusalReason reason) {
    return text("refusal." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /**
   * A text with its placeholders filled; empty for an outcome that is not worded.
   *
   * @throws MissingResourceException when there is no such text
   */
  public String text(String key, Object... values) {
    return own.find(language, key)
        .map(text -> fill(escaped(text), values))
        .orElseGet(() -> fill(pattern(key), values));
  }

  private String fill(String pattern, Object... values) {
    return pattern.isEmpty() ? "" : new MessageFormat(pattern, locale).format(values);
  }

  /** Escapes a text so that only its placeholders have a meaning. */
  private static String escaped(String text) {
    return text.replace("'", "''");
  }
}
