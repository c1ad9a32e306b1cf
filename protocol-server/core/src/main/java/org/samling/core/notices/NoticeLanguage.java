package org.samling.core.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language that there are texts in. */
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

  /** How days are written in it. */
  public Locale locale() {
    return locale;
  }

  /** Its SIP2 language code, as patrons have it. */
  public String sip2() {
    return sip2;
  }

  /** Its name where people write it, {@code da}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language of a patron's SIP2 language code, or nothing where there are no texts in it. */
  public static Optional<NoticeLanguage> ofSip2(String code) {
    return Arrays.stream(values()).filter(language -> language.sip2.equals(code)).findFirst();
  }

  /** The language of this name, or nothing. */
  public static Optional<NoticeLanguage> of(String text) {
    return Arrays.stream(values()).filter(language -> language.text().equals(text)).findFirst();
  }
}
