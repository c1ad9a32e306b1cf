package org.samling.core.authorities;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.authorities.HeadingRule.Heading;
import org.samling.core.authorities.HeadingRule.Part;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;

/**
 * The names by which authority records are known, as the store compares them: a letter for the
 * format, as records follow authority records of their own format only; then source and number, or
 * an address on the Web, or {@code ~} and a digest of a heading's words, or {@code =} and a digest
 * of its exact form. They hold no text of a record.
 */
final class AuthorityName {

  /** Longer texts are no identifiers. */
  private static final int LONGEST = 200;

  private static final int DIGEST_BYTES = 15;

  private static final Set<Part> HEADING = Set.of(Part.NAME, Part.TITLE, Part.SUBDIVISION);

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern DANISH_ISIL = Pattern.compile("(?i)^DK-([0-9]{6})$");
  private static final Pattern NUMBERED = Pattern.compile("\\(([^()]+)\\)(.+)");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

  private AuthorityName() {}

  /** The name for a number of an agency; empty where there is none. */
  static Optional<String> of(MarcFormat format, String agency, String number) {
    var source = DANISH_ISIL.matcher(plain(agency)).replaceFirst("$1");
    return named(format, source, plain(number));
  }

  private static Optional<String> named(MarcFormat format, String source, String number) {
    return source.isEmpty() || number.isEmpty() || source.length() + number.length() > LONGEST
        ? Optional.empty()
        : Optional.of(letter(format) + (source + ":" + number).toLowerCase(Locale.ROOT));
  }

  /**
   * The name for an identifier in one subfield: {@code (agency)number}, or an address on the Web,
   * or a number of the record's own source.
   */
  static Optional<String> of(MarcFormat format, String written, RecordSource own) {
    var text = plain(written);
    if (isAddress(text)) {
      return text.length() > LONGEST ? Optional.empty() : Optional.of(letter(format) + text);
    }
    var numbered = NUMBERED.matcher(text);
    return numbered.matches()
        ? of(format, numbered.group(1), numbered.group(2))
        : of(format, own.agency(), text);
  }

  /** Whether an identifier is an address on the Web. */
  static boolean isAddress(String text) {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  /** The agency whose numbers need no agency in a record. */
  record RecordSource(String agency) {}

  /** The name for the words of a whole heading; empty where it has none. */
  static Optional<String> ofWords(MarcFormat format, Heading heading) {
    return ofWords(format, heading.rule().kind(), heading.parts(HEADING));
  }

  /** The name for the words of some subfields. */
  static Optional<String> ofWords(MarcFormat format, String kind, List<Subfield> heading) {
    var words = words(heading);
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(letter(format) + "~" + digest(kind + "|" + words));
  }

  /** The name for the exact form of a heading. */
  static String ofForm(MarcFormat format, Heading heading) {
    var field = heading.field();
    return letter(format)
        + "="
        + digest(
            field.tag()
                + field.indicator1()
                + field.indicator2()
                + field.subfields().stream()
                    .map(s -> "\u001F" + s.code() + s.value())
                    .collect(Collectors.joining()));
  }

  /**
   * The words of subfields: without case, punctuation and marks of filing, in Unicode's
   * compatibility form, with aa for å.
   */
  static String words(Collection<Subfield> subfields) {
    return subfields.stream()
        .map(Subfield::value)
        .map(text -> Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
        .map(text -> text.replace("å", "aa").replace("ꜳ", "aa"))
        .flatMap(text -> Stream.of(NO_WORD.split(text, -1)))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String plain(String text) {
    return BLANKS.matcher(text).replaceAll("");
  }

  private static char letter(MarcFormat format) {
    return switch (format) {
      case MARC21 -> 'M';
      case DANMARC2 -> 'D';
      case UNIMARC -> 'U';
    };
  }

  private static String digest(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
