package org.samling.search.forms;

import java.util.List;
import java.util.function.Supplier;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;

/** The languages whose inflections are known, by Snowball's rules. */
public enum Language {
  /** Danish; also for records in languages that are not known. */
  DANISH(DanishStemmer::new, "DAN"),
  /** Norwegian, in both forms. */
  NORWEGIAN(NorwegianStemmer::new, "NOR", "NOB", "NNO"),
  /** Swedish. */
  SWEDISH(SwedishStemmer::new, "SWE"),
  /** English. */
  ENGLISH(EnglishStemmer::new, "ENG"),
  /** German. */
  GERMAN(GermanStemmer::new, "GER", "DEU");

  @SuppressWarnings("ImmutableEnumChecker") // a constructor
  private final Supplier<SnowballStemmer> stemmer;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> codes;

  Language(Supplier<SnowballStemmer> stemmer, String... codes) {
    this.stemmer = stemmer;
    this.codes = List.of(codes);
  }

  /** Its codes, as the index has them. */
  public List<String> codes() {
    return codes;
  }

  /** Stems folded words. Not for use by several threads. */
  Stemming stemming() {
    var rules = stemmer.get();
    return folded -> {
      rules.setCurrent(unfolded(folded));
      rules.stem();
      return this == DANISH ? withoutVowel(rules.getCurrent()) : rules.getCurrent();
    };
  }

  /** Returns what words of the same inflection have in common. */
  @FunctionalInterface
  interface Stemming {
    String stem(String folded);
  }

  /** A Danish stem in el without the e, which is lost in the plural: cykel, cykler. */
  private static String withoutVowel(String stem) {
    var end = stem.length() - 2;
    return end > 1 && stem.endsWith("el") && "aeiouyæøå".indexOf(stem.charAt(end - 1)) < 0
        ? stem.substring(0, end) + "l"
        : stem;
  }

  /** The part of a stem that no ending changes: library and libraries, cykel and cykler. */
  String constant(String stem) {
    var isChanged =
        (this == ENGLISH && stem.endsWith("i"))
            || (this == DANISH && stem.matches(".*[^aeiouyæøål]l"));
    return isChanged ? stem.substring(0, stem.length() - 1) : stem;
  }

  /** A folded word with the letters that the language's rules know. */
  private String unfolded(String folded) {
    return switch (this) {
      case DANISH, NORWEGIAN -> folded.replace("aa", "å");
      case SWEDISH -> folded.replace("aa", "å").replace('æ', 'ä').replace('ø', 'ö');
      case GERMAN -> folded.replace('æ', 'ä').replace('ø', 'ö');
      case ENGLISH -> folded;
    };
  }
}
