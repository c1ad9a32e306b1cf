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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The texts of the console in one language. Each section has its own files, {@code
 * words/SECTION_en.properties} and {@code words/SECTION_da.properties}; there is no fallback to
 * another language, and a test finds missing texts.
 */
public final class Words {

  /** The languages, each with its own name for itself. */
  public static final Map<String, String> LANGUAGES = Map.of("en", "English", "da", "Dansk");

  static final String DEFAULT = "en";

  /** The texts of each file, which is read once. */
  private static final Map<String, Map<String, String>> FILES = new ConcurrentHashMap<>();

  private final String language;
  private final Locale locale;
  private final Map<String, String> words = new HashMap<>();

  /**
   * Loads the texts.
   *
   * @param language one of {@link #LANGUAGES}
   * @param sections the names of the files
   */
  public Words(String language, List<String> sections) {
    this.language = language;
    this.locale = Locale.forLanguageTag(language.equals("da") ? "da-DK" : "en-GB");
    sections.forEach(this::read);
  }

  private void read(String section) {
    var file = "/org/samling/console/words/%s_%s.properties".formatted(section, language);
    FILES
        .computeIfAbsent(file, Words::texts)
        .forEach((key, text) -> {
          if (words.put(key, text) != null) {
            throw new IllegalStateException("duplicate key " + key + " in " + file);
          }
        });
  }

  private static Map<String, String> texts(String file) {
    try (var in = Words.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      var properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return properties.stringPropertyNames().stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), properties::getProperty));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** Returns the language, as in the HTML attribute lang. */
  public String language() {
    return language;
  }

  /** Returns the locale of numbers and dates. */
  public Locale locale() {
    return locale;
  }

  /** Returns all keys. */
  public Set<String> keys() {
    return Set.copyOf(words.keySet());
  }

  /** Whether there is a text for a key. */
  public boolean has(String key) {
    return words.containsKey(key);
  }

  /**
   * Returns the text for a key, with arguments in place of {0} and so on.
   *
   * @throws IllegalArgumentException if there is no such text
   */
  public String of(String key, Object... arguments) {
    var text = words.get(key);
    if (text == null) {
      throw new IllegalArgumentException("there is no text for " + key);
    }
    return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
  }
}
