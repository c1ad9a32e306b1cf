package org.samling.routes;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.samling.core.circulation.RefusalReason;

/** What people read, at a kiosk or in another system, in their language. */
public final class ScreenMessages {

  private static final String BUNDLE = "org.samling.routes.screen-messages";
  private static final String DANISH = "009";

  private final Locale locale;
  private final ResourceBundle texts;

  private ScreenMessages(Locale locale) {
    this.locale = locale;
    this.texts =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  private static final ScreenMessages IN_DANISH = new ScreenMessages(Locale.of("da", "DK"));
  private static final ScreenMessages IN_ENGLISH = new ScreenMessages(Locale.ENGLISH);

  /** The texts of a SIP2 language code: Danish for 009, English for all others. */
  public static ScreenMessages of(String language) {
    return language.equals(DANISH) ? IN_DANISH : IN_ENGLISH;
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
    return new MessageFormat(texts.getString(key), locale).format(values);
  }
}
