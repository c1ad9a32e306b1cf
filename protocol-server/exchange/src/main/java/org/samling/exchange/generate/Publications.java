package org.samling.exchange.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.exchange.generate.Publication.Copy;
import org.samling.exchange.generate.Publication.Kind;
import org.samling.exchange.generate.Publication.Person;
import org.samling.exchange.generate.Publication.Tongue;

/**
 * The titles of a generated catalogue, each determined by the seed and its number. The lower the
 * rank of a word, person, publisher, subject or series, the likelier it is (Zipf); how many there
 * are grows with the number of titles.
 */
final class Publications {

  private static final List<Kind> KINDS =
      List.of(
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.AUDIOBOOK,
          Kind.AUDIOBOOK,
          Kind.MUSIC,
          Kind.MUSIC,
          Kind.FILM,
          Kind.FILM,
          Kind.PERIODICAL);

  private static final List<String> CLASSES =
      List.of(
          "13.1", "15.2", "19.9", "22.8", "30.1644", "32.6", "37.13", "38.7", "46.4", "48.2",
          "50.1", "56.4", "57.9", "61.38", "62.44", "63.5", "64.47", "65.8", "71.97", "73.4",
          "74.7", "77.7", "79.61", "86.096", "91.13", "96.71", "99.4");

  private static final List<String> DANISH_GENRES =
      List.of(
          "roman",
          "noveller",
          "digte",
          "krimi",
          "essays",
          "erindringer",
          "håndbøger",
          "billedbøger",
          "dagbøger",
          "eventyr");

  private static final List<String> ENGLISH_GENRES =
      List.of(
          "novels",
          "short stories",
          "poems",
          "crime fiction",
          "essays",
          "memoirs",
          "handbooks",
          "picture books",
          "diaries",
          "fairy tales");

  /** Hardly any title is older. */
  private static final int FIRST_YEAR = 1850;

  private static final int LAST_YEAR = 2026;

  private final long seed;
  private final long titles;
  private final double copies;
  private final List<String> branches;

  /**
   * Makes a catalogue.
   *
   * @param seed distinguishes one catalogue from another
   * @param titles how many titles it has
   * @param copies how many items a title has on average
   * @param branches the codes of the branches of the items; none where there are no items
   */
  Publications(long seed, long titles, double copies, List<String> branches) {
    this.seed = seed;
    this.titles = titles;
    this.copies = copies;
    this.branches = List.copyOf(branches);
  }

  /** The title with a number, from 1. */
  Publication of(long number) {
    var dice = new Dice(seed, number);
    var kind = dice.one(KINDS);
    var language = dice.isOne(0.7) ? Tongue.DANISH : Tongue.ENGLISH;
    var isFiction = kind != Kind.MUSIC && kind != Kind.PERIODICAL && dice.isOne(0.45);
    var dk5 = isFiction ? "sk" : kind == Kind.MUSIC ? "78." + dice.number(1, 9) : dice.one(CLASSES);
    var author =
        kind == Kind.PERIODICAL || dice.isOne(0.08)
            ? null
            : person(dice, kind == Kind.MUSIC ? "cmp" : "aut");
    var isTranslated = language == Tongue.DANISH && author != null && dice.isOne(0.3);
    var title = title(dice, language);
    return new Publication(
        "%09d".formatted(number),
        kind,
        language,
        year(dice),
        new Publication.Title(
            article(dice, language), title, dice.isOne(0.4) ? text(dice, language, 3, 7) : null),
        new Publication.Origin(
            author,
            others(dice, isTranslated),
            isTranslated ? capital(text(dice, Tongue.ENGLISH, 2, 5)) : null),
        new Publication.Imprint(
            dice.isOne(0.5) ? edition(dice, language) : null,
            dice.isOne(0.6)
                ? capital(placeName(dice))
                : capital(language.words().noun(dice)) + "by",
            publisher(dice, language),
            extent(dice, kind, language),
            dice.isOne(0.2) ? series(dice, language) : null,
            dice.number(1, 40)),
        kind != Kind.PERIODICAL && kind != Kind.MUSIC && dice.isOne(0.75) ? isbn(number) : null,
        new Publication.Subject(
            dk5,
            subjects(dice, language),
            dice.isOne(0.15) ? placeName(dice) : null,
            dice.one(language == Tongue.DANISH ? DANISH_GENRES : ENGLISH_GENRES)),
        new Publication.Content(
            dice.isOne(0.6) ? capital(text(dice, language, 12, 40)) + "." : null,
            notes(dice, language),
            contents(dice, kind, language)),
        items(dice, number, author, dk5));
  }

  private static int year(Dice dice) {
    return Math.max(FIRST_YEAR, LAST_YEAR - dice.rank(LAST_YEAR - FIRST_YEAR, 4));
  }

  private static String article(Dice dice, Tongue language) {
    if (!dice.isOne(0.2)) {
      return "";
    }
    return language == Tongue.DANISH ? dice.one(List.of("Den ", "Det ", "De ")) : "The ";
  }

  private String title(Dice dice, Tongue language) {
    var words = language.words();
    return switch (dice.number(0, 3)) {
      case 0 -> capital(words.adjective(dice)) + " " + word(dice, language);
      case 1 ->
          capital(words.noun(dice))
              + (language == Tongue.DANISH ? " og " : " and ")
              + word(dice, language);
      default -> capital(text(dice, language, 2, 6));
    };
  }

  private String text(Dice dice, Tongue language, int least, int most) {
    var text = new StringBuilder(word(dice, language));
    for (var left = dice.number(least, most); left > 1; left--) {
      text.append(' ').append(word(dice, language));
    }
    return text.toString();
  }

  private String word(Dice dice, Tongue language) {
    var words = language.words();
    return words.word(dice.rank(words.sizeFor(titles), 3));
  }

  /** A person of the catalogue: the same name and year of birth always mean the same person. */
  private Person person(Dice dice, String role) {
    var who =
        new Dice(seed ^ 0x70657273L, dice.rank((int) Math.min(5_000_000, 100 + titles / 3), 20));
    var given = who.one(Words.FORENAMES);
    return new Person(
        who.one(Words.SURNAMES),
        who.isOne(0.3) ? given + " " + who.one(Words.FORENAMES) : given,
        who.isOne(0.7) ? who.number(1820, 1995) : 0,
        role);
  }

  private List<Person> others(Dice dice, boolean isTranslated) {
    var others = new ArrayList<Person>();
    if (isTranslated) {
      others.add(person(dice, "trl"));
    }
    for (var left = dice.rank(6, 1); left > 0; left--) {
      others.add(person(dice, dice.isOne(0.5) ? "aut" : "ill"));
    }
    return others;
  }

  private static String edition(Dice dice, Tongue language) {
    var number = 1 + dice.rank(9, 1);
    return language == Tongue.DANISH ? number + ". udgave" : "Edition " + number;
  }

  private static String placeName(Dice dice) {
    return dice.one(Words.PLACES);
  }

  private String publisher(Dice dice, Tongue language) {
    var which =
        new Dice(seed ^ 0x7075626cL, dice.rank((int) Math.min(200_000, 50 + titles / 100), 10));
    var name = which.one(Words.SURNAMES);
    return language == Tongue.DANISH ? "Forlaget " + name : name + " Press";
  }

  private static String extent(Dice dice, Kind kind, Tongue language) {
    var isDanish = language == Tongue.DANISH;
    return switch (kind) {
      case BOOK -> dice.number(24, 620) + (isDanish ? " sider" : " pages");
      case AUDIOBOOK, MUSIC -> dice.number(1, 9) + (isDanish ? " cd" : " audio discs");
      case FILM -> "1 dvd";
      case PERIODICAL -> dice.number(1, 60) + (isDanish ? " bind" : " volumes");
    };
  }

  private String series(Dice dice, Tongue language) {
    var which =
        new Dice(seed ^ 0x73657269L, dice.rank((int) Math.min(100_000, 20 + titles / 200), 10));
    return capital(text(which, language, 2, 3));
  }

  /** An ISBN that contains the number, with a correct check digit (ISO 2108). */
  private static String isbn(long number) {
    var digits = "97887%07d".formatted(number % 10_000_000);
    var sum = 0;
    for (var i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return digits + (10 - sum % 10) % 10;
  }

  private List<String> subjects(Dice dice, Tongue language) {
    var subjects = new ArrayList<String>();
    for (var left = dice.number(1, 4); left > 0; left--) {
      var rank = dice.rank(200 + (int) Math.min(200_000, titles / 50), 8);
      subjects.add(
          language == Tongue.DANISH && rank < Words.SUBJECTS.size()
              ? Words.SUBJECTS.get(rank)
              : language.words().word(20 + rank));
    }
    return subjects.stream().distinct().toList();
  }

  private List<String> notes(Dice dice, Tongue language) {
    var notes = new ArrayList<String>();
    for (var left = dice.rank(4, 1); left > 0; left--) {
      notes.add(capital(text(dice, language, 4, 10)));
    }
    return notes;
  }

  private List<String> contents(Dice dice, Kind kind, Tongue language) {
    var contents = new ArrayList<String>();
    if (kind == Kind.MUSIC || dice.isOne(0.05)) {
      for (var left = dice.number(3, 12); left > 0; left--) {
        contents.add(capital(text(dice, language, 1, 4)));
      }
    }
    return contents;
  }

  private List<Copy> items(Dice dice, long number, @Nullable Person author, String dk5) {
    var items = new ArrayList<Copy>();
    if (branches.isEmpty()) {
      return items;
    }
    var most = (int) Math.ceil(copies * 2);
    for (var left = dice.number(0, most); left > 0; left--) {
      var isFiction = dk5.equals("sk");
      items.add(
          new Copy(
              "5%011d".formatted(number * 100 + left),
              dice.one(branches),
              isFiction ? "Voksen > Skønlitteratur" : "Voksen > Faglitteratur",
              isFiction && author != null ? author.family() : dk5));
    }
    return items;
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
