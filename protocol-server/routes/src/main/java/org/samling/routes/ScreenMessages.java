package org.samling.routes;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.samling.core.circulation.reason.RefusalReason;

/**
 * What people read, at a kiosk or in another system, in their language. A tenant may word any of it
 * in its own way.
 */
public final class ScreenMessages {

  private static final String BUNDLE = "org.samling.routes.screen-messages";
  private static final String ENGLISH = "001";

  /** A tenant's own wording of texts in one language. */
  @FunctionalInterface
  public interface Own {
    /** The tenant's own text with its gaps as {0}, {1} ..., or nothing. */
    Optional<String> find(String language, String key);
  }

  /** No wording of one's own. */
  private static final Own NONE = (_, _) -> Optional.empty();

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
  private final Own own;

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

  private ScreenMessages(String language, Locale locale, ResourceBundle texts, Own own) {
    this.language = language;
    this.locale = locale;
    this.texts = texts;
    this.own = own;
  }

  /** The texts of a SIP2 language code; in English for a language that there is none of. */
  public static ScreenMessages of(String language) {
    return BUILT_IN.getOrDefault(language, IN_ENGLISH);
  }

  /** The SIP2 codes of the languages that there are texts in. */
  public static Set<String> languages() {
    return new TreeSet<>(BUILT_IN.keySet());
  }

  /** Every text's key, in the order of the alphabet. */
  public static Set<String> keys() {
    return new TreeSet<>(IN_ENGLISH.texts.keySet());
  }

  /** The same texts where a tenant does not word them in its own way. */
  public ScreenMessages with(Own tenants) {
    return new ScreenMessages(language, locale, texts, tenants);
  }

  /** The SIP2 code of their language. */
  public String language() {
    return language;
  }

  /** The built-in text as it is written, with its gaps as {0}, {1} ... */
  public String pattern(String key) {
    return texts.getString(key);
  }

  /** The text for a refusal. */
  public String refusal(RefusalReason reason) {
    return text("refusal." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /**
   * A text with its gaps filled.
   *
   * @throws MissingResourceException when there is no such text
   */
  public String text(String key, Object... values) {
    return own.find(language, key)
        .map(text -> fill(literally(text), values))
        .orElseGet(() -> fill(texts.getString(key), values));
  }

  private String fill(String pattern, Object... values) {
    return new MessageFormat(pattern, locale).format(values);
  }

  /** A text in which only the gaps mean something. */
  private static String literally(String text) {
    return text.replace("'", "''");
  }
}
