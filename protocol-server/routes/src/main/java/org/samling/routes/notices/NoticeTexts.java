package org.samling.routes.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.routes.templates.Templates;

/**
 * The texts of notices: the built-in ones, the rules for a tenant's own, and how they are filled.
 *
 * <p>As a file, a built-in text begins with a line {@code Subject: ...} and an empty line; the
 * short form has neither.
 */
public final class NoticeTexts {

  /** The longest filled subject, in characters. */
  public static final int LONGEST_SUBJECT = 200;

  private static final String SUBJECT = "Subject:";
  private static final String CUT = "…";
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");
  private static final Map<Name, Text> BUILT_IN = new ConcurrentHashMap<>();

  private NoticeTexts() {}

  /** The built-in text. */
  public static Text builtIn(Name name) {
    return BUILT_IN.computeIfAbsent(name, NoticeTexts::load);
  }

  private static Text load(Name name) {
    var file =
        "%s/%s.%s.txt".formatted(name.language().text(), name.kind().text(), name.form().text());
    try (var stream = Objects.requireNonNull(NoticeTexts.class.getResourceAsStream(file), file)) {
      return read(name.form(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a text from a file's content.
   *
   * @throws IllegalArgumentException where its first lines are not as required
   */
  static Text read(NoticeForm form, String file) {
    var content = file.replace("\r\n", "\n");
    return switch (form) {
      case SHORT -> {
        if (content.startsWith(SUBJECT)) {
          throw new IllegalArgumentException("line 1: a short text has no subject");
        }
        yield new Text(null, content.strip());
      }
      case FULL -> {
        var end = content.indexOf('\n');
        if (!content.startsWith(SUBJECT) || end < 0) {
          throw new IllegalArgumentException(
              "line 1: the file must begin with \"Subject: ...\", an empty line and the text");
        }
        yield new Text(
            content.substring(SUBJECT.length(), end).strip(), content.substring(end).strip());
      }
    };
  }

  /** Lists what is wrong with a text, a sentence each; empty where it can be used. */
  public static List<String> problems(Name name, Text text) {
    var problems = new ArrayList<String>();
    var subject = text.subject();
    var scope = NoticeVocabulary.of(name.kind());
    if ((subject == null) != (name.form() == NoticeForm.SHORT)) {
      problems.add(subject == null ? "the subject is missing" : "a short text has no subject");
    }
    if (subject != null) {
      problem("the subject", subject, LONGEST_SUBJECT, problems);
      if (subject.indexOf('\n') >= 0) {
        problems.add("the subject has more than one line");
      }
      Templates.problems(subject, scope).forEach(p -> problems.add("the subject, " + p));
    }
    problem("the text", text.body(), name.form().longestTemplate(), problems);
    Templates.problems(text.body(), scope).forEach(p -> problems.add("the text, " + p));
    return problems;
  }

  private static void problem(String what, String text, int longest, List<String> problems) {
    if (text.isBlank()) {
      problems.add(what + " is empty");
    }
    if (text.length() > longest) {
      problems.add("%s has %d characters; the limit is %d".formatted(what, text.length(), longest));
    }
    if (CONTROL.matcher(text).find()) {
      problems.add(what + " has control characters");
    }
  }

  /**
   * Fills a text.
   *
   * @param form its form, to whose length it is cut
   * @param model the values of its names
   */
  static Text fill(NoticeForm form, Text text, Map<String, Object> model) {
    var subject = text.subject();
    return new Text(
        subject == null ? null : oneLine(Templates.fill(subject, model)),
        cut(
            CONTROL.matcher(Templates.fill(text.body(), model)).replaceAll("").strip(),
            form.longest()));
  }

  private static @Nullable String oneLine(String subject) {
    return cut(subject.replaceAll("[\\s\\p{Cntrl}]+", " ").strip(), LONGEST_SUBJECT);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    var end = longest - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
