package org.samling.core.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language in which there are texts. */
public enum NoticeLanguage {
  /** Danish. */
  DA("009", Locale.of("da", "DK")),
  /** English. */
  EN("001", Locale.UK);

  private final String sip2;
  private final Locale locale;

  NoticeLanguage(String sip2, Locale locale) {
    this.sip2 = sip2;
    this.locale = locale;
  }

  /** The locale for dates in it. */
  public Locale locale() {
    return locale;
  }

  /** Its SIP2 language code, as stored for patrons. */
  public String sip2() {
    return sip2;
  }

  /** Its name for users, {@code da}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language with a SIP2 language code, or empty where there are no texts in it. */
  public static Optional<NoticeLanguage> ofSip2(String code) {
    return Arrays.stream(values()).filter(language -> language.sip2.equals(code)).findFirst();
  }

  /** The language with this name, or empty. */
  public static Optional<NoticeLanguage> of(String text) {
    return Arrays.stream(values()).filter(language -> language.text().equals(text)).findFirst();
  }
}
