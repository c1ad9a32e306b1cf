package org.samling.operations.texts;

import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.routes.ScreenMessages;
import org.samling.sip2.Sip2Charset;

/** What the operations on the texts of kiosks take and return. */
public final class KioskTexts {

  /** The most characters of a text. */
  private static final int TEXT = 255;

  private static final String LANGUAGE =
      "the SIP2 language code: 009 Danish, 012 Norwegian, 006 Swedish, 007 Finnish, 003 German,"
          + " 001 English";

  private static final String KEY = "the key of the text, such as refusal.too-many-loans";

  private static final String WORDS =
      "the text, with the same placeholders, {0}, {1}, as the built-in one";

  private static final String WORDING =
      "the wording that the text belongs to, which the profile of a machine names; default: the one"
          + " for all machines";

  /** The most characters of a wording's name. */
  private static final int NAME = 40;

  private KioskTexts() {}

  /** Which texts are listed. */
  public record Filter(
      @Means(LANGUAGE + "; default: 009") @Size(max = 3) @Nullable String language,
      @Means("whether only the tenant's own are listed") @Nullable Boolean own,
      @Means(WORDING) @Size(min = 1, max = NAME) @Nullable String wording) {}

  /**
   * A page of texts.
   *
   * @param texts the texts, by key
   * @param next what the next page comes after
   */
  public record Listed(List<ListedText> texts, @Means(Paging.NEXT) @Nullable String next) {}

  /** A text in a list. */
  public record ListedText(
      String key, @Means("whether it is the tenant's own") boolean own, String text) {}

  /** Which text. */
  public record WhichText(
      @Means(LANGUAGE) String language,
      @Means(KEY) String key,
      @Means(WORDING) @Size(min = 1, max = NAME) @Nullable String wording) {}

  /** A text that is to be used. */
  public record NewText(
      @Means(LANGUAGE) String language,
      @Means(KEY) String key,
      @Means(WORDS) @Size(max = TEXT) String text,
      @Means(WORDING) @Size(min = 1, max = NAME) @Nullable String wording) {}

  /** A text that is to be tried. */
  public record TextToTry(
      @Means(LANGUAGE) String language,
      @Means(KEY) String key,
      @Means(WORDS + "; default: the text in use") @Size(max = TEXT) @Nullable String text,
      @Means(WORDING) @Size(min = 1, max = NAME) @Nullable String wording) {}

  /** A text as patrons read it. */
  public record ShownText(
      String language,
      String key,
      @Means("with its placeholders") String text,
      @Means("with something in the place of its placeholders") String shown,
      @Means("how long that is in each character set of kiosks") List<Length> lengths) {

    private static final Object[] TRIED = {"<0>", "<1>", "<2>", "<3>", "<4>"};

    static ShownText of(OwnText own) {
      var shown =
          ScreenMessages.of(own.language())
              .with((_, _) -> Optional.of(own.text()))
              .text(own.key(), TRIED);
      return new ShownText(own.language(), own.key(), own.text(), shown, Length.all(shown));
    }

    /** The built-in text, whose quotes have a meaning. */
    static ShownText builtIn(String language, String key) {
      var texts = ScreenMessages.of(language);
      var shown = texts.text(key, TRIED);
      return new ShownText(language, key, texts.pattern(key), shown, Length.all(shown));
    }
  }

  /** How long a text is. */
  public record Length(@Means("a character set") String charset, int characters) {

    static List<Length> all(String text) {
      return Arrays.stream(Sip2Charset.values())
          .map(charset -> new Length(charset.toString(), charset.lengthOf(text)))
          .toList();
    }
  }
}
