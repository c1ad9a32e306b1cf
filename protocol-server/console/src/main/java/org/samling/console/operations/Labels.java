package org.samling.console.operations;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.samling.console.web.Words;
import org.samling.operations.Operation;
import org.samling.operations.schema.Member;

/**
 * What families, operations and members are called. English comes from their declarations; Danish
 * from {@code da.properties}, and where that has nothing it is English too.
 */
public final class Labels {

  static final String ENGLISH = "en";
  private static final Properties DANISH = read();

  private final Words words;
  private final String operation;

  /**
   * A text.
   *
   * @param text the text; empty for nothing to say
   * @param language its language, as in the HTML attribute lang
   */
  public record Text(String text, String language) {

    /** The same without what it begins with. */
    Text without(String beginning) {
      return text.startsWith(beginning)
          ? new Text(capitalized(text.substring(beginning.length())), language)
          : this;
    }
  }

  /** The labels in the language of other texts. */
  public Labels(Words words) {
    this(words, "");
  }

  private Labels(Words words, String operation) {
    this.words = words;
    this.operation = operation;
  }

  /** The labels where an operation is shown: its members and hints may have texts of their own. */
  public Labels in(Operation<?, ?, ?> shown) {
    return new Labels(words, shown.name());
  }

  private static Properties read() {
    var properties = new Properties();
    try (var in = Labels.class.getResourceAsStream("da.properties")) {
      if (in == null) {
        throw new IllegalStateException("the resource da.properties is missing");
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  /** The texts for everything else. */
  public Words words() {
    return words;
  }

  /** The language of the page. */
  boolean isDanish() {
    return words.language().equals("da");
  }

  /** Whether there is a Danish text: {@code family.}, {@code operation.}, {@code member.} NAME. */
  static boolean hasDanish(String key) {
    return DANISH.containsKey(key);
  }

  /** What a family is called. */
  public Text family(String name) {
    return text("family." + name, spaced(name));
  }

  /** What a family is about. */
  public Text about(String name, String summary) {
    return text("about." + name, summary);
  }

  /** What an operation does. */
  public Text operation(Operation<?, ?, ?> named) {
    return text("operation." + named.name(), named.summary());
  }

  /** What a member is called. */
  public Text member(String name) {
    return text(key("member", name), spaced(name));
  }

  /** What is to be filled in; empty where the label says it. */
  public Text hint(Member member) {
    var hint = text(key("hint", member.name()), member.means());
    return hint.text().isEmpty() ? hint : new Text(hint.text() + ".", hint.language());
  }

  /** One of the words that a member may be; a protocol is called as everywhere. */
  public Text choice(String word) {
    var protocol = "protocol." + word;
    return words.has(protocol)
        ? new Text(words.of(protocol), words.language())
        : text("choice." + word, spaced(word));
  }

  /** Yes or no. */
  public Text yesOrNo(boolean flag) {
    return new Text(words.of(flag ? "operations.yes" : "operations.no"), words.language());
  }

  /** The key of a member's text: that of the operation where it has one. */
  private String key(String what, String member) {
    var ofThis = "%s.%s.%s".formatted(what, operation, member);
    return hasDanish(ofThis) ? ofThis : what + "." + member;
  }

  private Text text(String key, String english) {
    var danish = isDanish() ? DANISH.getProperty(key) : null;
    return danish == null
        ? new Text(capitalized(english), ENGLISH)
        : new Text(capitalized(danish), words.language());
  }

  private static String spaced(String name) {
    return name.replace('-', ' ').replaceFirst("^ill\\b", "ILL");
  }

  private static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
