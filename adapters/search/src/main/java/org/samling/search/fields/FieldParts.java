package org.samling.search.fields;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;

/**
 * A field with the words of its subfields, which are computed on demand, once for all its values.
 */
public final class FieldParts {

  private static final char NON_SORTING_BEGIN = '\u0098';
  private static final char NON_SORTING_END = '\u009C';

  private final DataField field;
  private final List<Part> parts;

  private static final class Part {

    private final Subfield subfield;
    private @Nullable List<String> words;

    Part(Subfield subfield) {
      this.subfield = subfield;
    }

    Subfield subfield() {
      return subfield;
    }

    List<String> words() {
      var known = words;
      if (known == null) {
        known = Words.of(subfield.value());
        words = known;
      }
      return known;
    }
  }

  private FieldParts(DataField field, List<Part> parts) {
    this.field = field;
    this.parts = parts;
  }

  public FieldParts(DataField field) {
    this.field = field;
    var all = new ArrayList<Part>(field.subfields().size());
    for (var subfield : field.subfields()) {
      all.add(new Part(subfield));
    }
    this.parts = all;
  }

  /** Selects subfields. */
  @FunctionalInterface
  public interface Codes {
    boolean include(char code);
  }

  /** The subfields before the first one with this code, or all if there is none. */
  public FieldParts before(char code) {
    return new FieldParts(
        field, parts.stream().takeWhile(p -> p.subfield().code() != code).toList());
  }

  /** The subfields from the first one with this code on. */
  public FieldParts from(char code) {
    return new FieldParts(
        field, parts.stream().dropWhile(p -> p.subfield().code() != code).toList());
  }

  /** Each subfield with this code as a value. */
  public List<Value> each(char code) {
    var values = new ArrayList<Value>(1);
    for (var part : parts) {
      if (part.subfield().code() == code) {
        values.add(value(part.words(), article(part, 0), List.of(part.subfield().value())));
      }
    }
    return values;
  }

  private static Value value(List<String> words, int article, List<String> texts) {
    return new Value(words, article < words.size() ? article : 0, texts);
  }

  /**
   * The selected subfields as one value.
   *
   * @param articleIndicator the indicator that counts non-filing characters, 1 or 2; 0 for none
   */
  public Value joined(Codes codes, int articleIndicator) {
    var words = new ArrayList<String>();
    var texts = new ArrayList<String>(parts.size());
    var article = 0;
    for (var part : parts) {
      if (codes.include(part.subfield().code())) {
        if (words.isEmpty()) {
          article = article(part, articleIndicator);
        }
        words.addAll(part.words());
        texts.add(part.subfield().value());
      }
    }
    return value(words, article, texts);
  }

  /**
   * The number of words in the nonfiling characters at the beginning of a part; 0 if they end
   * within a word.
   */
  private int article(Part part, int indicator) {
    var text = part.subfield().value();
    var skipped = skipped(text, indicator);
    if (skipped == 0) {
      return 0;
    }
    var filing = Words.of(text.substring(skipped));
    var article = part.words().size() - filing.size();
    return article > 0 && part.words().subList(article, part.words().size()).equals(filing)
        ? article
        : 0;
  }

  private int skipped(String text, int indicator) {
    if (!text.isEmpty() && text.charAt(0) == NON_SORTING_BEGIN) {
      return text.indexOf(NON_SORTING_END) + 1;
    }
    if (text.startsWith("<<")) {
      var end = text.indexOf(">>");
      return end < 0 ? 0 : end + 2;
    }
    var counted =
        switch (indicator) {
          case 1 -> field.indicator1();
          case 2 -> field.indicator2();
          default -> '0';
        };
    return counted >= '1' && counted <= '9' ? Math.min(counted - '0', text.length()) : 0;
  }
}
