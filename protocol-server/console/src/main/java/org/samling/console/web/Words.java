package org.samling.console.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * What the console says in one language. Each section has files of its own, {@code
 * words/SECTION_en.properties} and {@code words/SECTION_da.properties}; what is missing in one
 * language is missing altogether, and a test tells.
 */
public final class Words {

  /** The languages, each with its own name for itself. */
  public static final Map<String, String> LANGUAGES = Map.of("en", "English", "da", "Dansk");

  static final String DEFAULT = "en";

  private final String language;
  private final Locale locale;
  private final Map<String, String> words = new HashMap<>();

  /**
   * Reads the words.
   *
   * @param language one of {@link #LANGUAGES}
   * @param sections the names of files
   */
  public Words(String language, List<String> sections) {
    this.language = language;
    this.locale = Locale.forLanguageTag(language.equals("da") ? "da-DK" : "en-GB");
    sections.forEach(this::read);
  }

  private void read(String section) {
    var file = "/org/samling/console/words/%s_%s.properties".formatted(section, language);
    try (var in = Words.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + file);
      }
      var properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      properties.forEach((key, text) -> {
        if (words.put(key.toString(), text.toString()) != null) {
          throw new IllegalStateException(key + " stands twice; the second time in " + file);
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** The language, as in HTML's lang. */
  public String language() {
    return language;
  }

  /** How numbers and dates are written. */
  public Locale locale() {
    return locale;
  }

  /** All keys. */
  public Set<String> keys() {
    return Set.copyOf(words.keySet());
  }

  /** Whether there are words for a key. */
  public boolean has(String key) {
    return words.containsKey(key);
  }

  /**
   * The words for a key, with what goes into {0} and so on.
   *
   * @throws IllegalArgumentException where there are none
   */
  public String of(String key, Object... arguments) {
    var text = words.get(key);
    if (text == null) {
      throw new IllegalArgumentException("there are no words for " + key);
    }
    return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
  }
}
