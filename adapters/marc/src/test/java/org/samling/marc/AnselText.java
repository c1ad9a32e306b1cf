package org.samling.marc;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Texts of ANSEL's repertoire with the bytes that they are in MARC-8, by the standard's own table
 * (ANSI/NISO Z39.47, MARC 21 "Code table extended Latin").
 *
 * @param text the text, letters with the marks behind them
 * @param bytes the same in MARC-8, marks before their letters
 */
record AnselText(String text, byte[] bytes) {

  /** The letters from A1 on; a hyphen stands for what is no letter. */
  private static final String FROM_A1 = "ŁØĐÞÆŒ-----ƠƯ---łøđþæœ-ı-ð-ơư";

  /** The marks from E0 on; a blank stands for halves and for what is not defined. */
  private static final String FROM_E0 =
      "\u0309\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030C\u030A  \u0315\u030B\u0310"
          + "\u0327\u0328\u0323\u0324\u0325\u0333\u0332\u0326\u031C\u032E    \u0313";

  /** Signs where they stand, with their bytes as characters of Latin-1. */
  private static final List<List<String>> SIGNS =
      List.of(
          List.of("©1998", "\u00C31998"),
          List.of("℗2001", "\u00C22001"),
          List.of("20°", "20\u00C0"),
          List.of("30ʹ", "30\u00A7"),
          List.of("¿Qué?", "\u00C5Qu\u00E2e?"),
          List.of("¡Viva!", "\u00C6Viva!"),
          List.of("£5", "\u00B95"),
          List.of("F♯", "F\u00C4"),
          List.of("B♭", "B\u00A9"),
          List.of("±3", "\u00AB3"),
          List.of("Kodak®", "Kodak\u00AA"),
          List.of("€7", "\u00C87"),
          List.of("ʻAbd", "\u00B0Abd"),
          List.of("Qurʼān", "Qur\u00AE\u00E5an"),
          List.of("obʺekt", "ob\u00B7ekt"),
          List.of("Straße", "Stra\u00C7e"),
          List.of("sol·lat", "sol\u00A8lat"));

  /** Some words of any letters and marks, and signs among them. */
  static AnselText random(Random random) {
    var text = new StringBuilder();
    var bytes = new ByteArrayOutputStream();
    var words = 3 + random.nextInt(6);
    for (var i = 0; i < words; i++) {
      if (i > 0) {
        text.append(' ');
        bytes.write(' ');
      }
      if (random.nextInt(8) == 0) {
        var sign = SIGNS.get(random.nextInt(SIGNS.size()));
        text.append(sign.getFirst());
        sign.getLast().chars().forEach(bytes::write);
      } else {
        word(random, text, bytes);
      }
    }
    return new AnselText(text.toString(), bytes.toByteArray());
  }

  private static void word(Random random, StringBuilder text, ByteArrayOutputStream bytes) {
    var letters = 3 + random.nextInt(6);
    for (var i = 0; i < letters; i++) {
      if (random.nextInt(20) == 0) {
        var halves =
            new char[][] {{0xEB, 0xEC, '\u0361'}, {0xFA, 0xFB, '\u0360'}}[random.nextInt(2)];
        bytes.write(halves[0]);
        letter(random, text, bytes);
        text.append(halves[2]);
        bytes.write(halves[1]);
        letter(random, text, bytes);
        continue;
      }
      var marks = new ArrayList<Integer>();
      var count = Set.of(0, 1, 2).contains(random.nextInt(10)) ? 1 + random.nextInt(8) / 7 : 0;
      while (marks.size() < count) {
        var mark = random.nextInt(FROM_E0.length());
        if (FROM_E0.charAt(mark) != ' ' && !marks.contains(mark)) {
          marks.add(mark);
        }
      }
      marks.forEach(mark -> bytes.write(0xE0 + mark));
      letter(random, text, bytes);
      marks.forEach(mark -> text.append(FROM_E0.charAt(mark)));
    }
  }

  private static void letter(Random random, StringBuilder text, ByteArrayOutputStream bytes) {
    if (random.nextInt(5) > 0) {
      var letter = (random.nextBoolean() ? 'A' : 'a') + random.nextInt(26);
      text.append((char) letter);
      bytes.write(letter);
      return;
    }
    var at = random.nextInt(FROM_A1.length());
    if (FROM_A1.charAt(at) == '-') {
      letter(random, text, bytes);
    } else {
      text.append(FROM_A1.charAt(at));
      bytes.write(0xA1 + at);
    }
  }
}
